package io.traceconnector.app.keys;

import io.traceconnector.chainscript.PublicKeyPem;
import java.time.Duration;

/** One private decryption key, wherever it is. Safe for many threads. */
public interface Unwrapper extends AutoCloseable {

    PublicKeyPem publicKey();

    /** Undoes RSA-OAEP (SHA-1, MGF1-SHA-1) of one block; the caller leaves at its deadline. */
    Unwrap unwrap(byte[] block, Duration deadline);

    /** Called once nobody uses it any more: what this process holds of the key is wiped. */
    @Override
    void close();
}
