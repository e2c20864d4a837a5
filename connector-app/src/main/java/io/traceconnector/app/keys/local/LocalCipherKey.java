package io.traceconnector.app.keys.local;

import io.traceconnector.chainscript.SymmetricKey;
import java.io.Serial;
import javax.crypto.SecretKey;

/** A local key as ciphers want it, good until the key is destroyed. Does not print it. */
public record LocalCipherKey(SymmetricKey key) implements SecretKey {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return key.exposedBytes();
    }

    @Override
    public String toString() {
        return "local key";
    }
}
