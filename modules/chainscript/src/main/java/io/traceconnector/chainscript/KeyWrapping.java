package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/** Encrypts one key for one recipient after the other, with one cipher. Closing wipes its copy of the key. For one thread. */
final class KeyWrapping implements AutoCloseable {
    private final Algorithms algorithms;
    private final Cipher cipher;
    private final byte[] clear;

    KeyWrapping(Algorithms algorithms, SymmetricKey key) {
        this.algorithms = algorithms;
        try {
            this.cipher = algorithms.wrapping();
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
        this.clear = key.exposedBase64();
    }

    /**
     * The RSA block for one recipient.
     *
     * @throws FormatException with code {@code key-type} if the recipient's key is not RSA
     */
    byte[] block(PublicKeyPem recipient) {
        if (recipient.type() != KeyType.RSA) {
            throw new FormatException("key-type", "only RSA keys encrypt, this is " + recipient.type());
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, algorithms.adopt(Operation.RSA_WRAP, recipient));
            return cipher.doFinal(clear);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(clear, (byte) 0);
    }

    private static IllegalStateException failed(GeneralSecurityException cause) {
        return new IllegalStateException("RSA-OAEP failed", cause);
    }
}
