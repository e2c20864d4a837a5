package io.traceconnector.chainscript;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.security.auth.Destroyable;

/** An AES-256 key of one message or file. Destroy it when it is not needed any more; every use
 * then throws {@link IllegalStateException}. For any number of threads. */
public final class SymmetricKey implements Destroyable {
    private static final int SIZE = 32;
    private static final int BASE64_SIZE = 44;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private volatile boolean destroyed;

    private SymmetricKey(byte[] key) {
        this.key = key;
    }

    public static SymmetricKey random() {
        byte[] key = new byte[SIZE];
        RANDOM.nextBytes(key);
        return new SymmetricKey(key);
    }

    /**
     * Without a copy: the caller must never touch the array again.
     *
     * @throws IllegalArgumentException unless it is 32 bytes
     */
    public static SymmetricKey takeOwnershipOf(byte[] key) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("a symmetric key has " + SIZE + " bytes");
        }
        return new SymmetricKey(key);
    }

    /**
     * The key in what came out of an RSA block: the 44 characters of its base64. Anything else gives a random key, with which opening
     * fails like every other way.
     *
     * @param block not kept; wipe it afterwards
     */
    public static SymmetricKey ofUnwrapped(byte[] block) {
        SymmetricKey otherwise = random();
        if (block.length != BASE64_SIZE) {
            return otherwise;
        }
        try {
            byte[] key = Base64.getDecoder().decode(block);
            return key.length == SIZE ? new SymmetricKey(key) : otherwise;
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    /**
     * The key of a file record.
     *
     * @throws FormatException with code {@code symmetric-key} if it is not the base64 of 32 bytes
     */
    public static SymmetricKey ofBase64(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == SIZE) {
                return new SymmetricKey(key);
            }
        } catch (IllegalArgumentException e) {
            throw notAKey();
        }
        throw notAKey();
    }

    /** The key in clear: what goes into an RSA block or a file record. */
    public byte[] exposedBase64() {
        byte[] copy = copy();
        try {
            return Base64.getEncoder().encode(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** The key in clear, for whoever keeps it encrypted: 32 bytes, to be wiped. */
    public byte[] exposedBytes() {
        return copy();
    }

    /** A key for a cipher, good until this one is destroyed. */
    SecretKey forCipher() {
        return new CipherKey(this);
    }

    /** Whole or not at all: a key destroyed meanwhile must not make a good blob look bad. */
    byte[] copy() {
        synchronized (key) {
            if (destroyed) {
                throw new IllegalStateException("the key has been destroyed");
            }
            return key.clone();
        }
    }

    @Override
    public void destroy() {
        synchronized (key) {
            destroyed = true;
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return "symmetric key";
    }

    private static FormatException notAKey() {
        return new FormatException("symmetric-key", "a key must be the base64 of 32 bytes");
    }

    /** Keeps the bytes out of this class's public face. */
    private record CipherKey(SymmetricKey owner) implements SecretKey {
        @Serial
        private static final long serialVersionUID = 1;

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
            return owner.copy();
        }

        @Override
        public String toString() {
            return owner.toString();
        }
    }
}
