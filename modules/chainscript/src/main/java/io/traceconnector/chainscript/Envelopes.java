package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encryption for the holder of an RSA key: {@code RSA block | iv | ciphertext | tag}. The block holds the base64 of an AES-256 key (OAEP
 * with SHA-1); what follows is the blob (AES-256-GCM, 12 bytes of iv, 16 of tag, nothing additional). In a link, blocks and blob travel
 * apart. Whatever is wrong, opening takes the same path to the same {@link EnvelopeException}: a block that does not open gives a
 * random key, and AES-GCM fails. For any number of threads, without locks.
 */
public final class Envelopes {
    private static final int IV_SIZE = 12;
    private static final int TAG_SIZE = 16;

    /** What a blob has beyond its plaintext. */
    public static final int BLOB_OVERHEAD = IV_SIZE + TAG_SIZE;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Algorithms algorithms;

    public Envelopes(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /**
     * Opens a whole envelope. Its RSA block is as long as the key's modulus.
     *
     * @throws EnvelopeException for any failure, a key that is not RSA included
     */
    public byte[] open(PrivateKey key, byte[] envelope) {
        int blockSize = key instanceof RSAPrivateKey rsa ? blockSize(rsa) : 0;
        byte[] block = Arrays.copyOf(envelope, blockSize);
        byte[] blob = envelope.length >= blockSize + BLOB_OVERHEAD
                ? Arrays.copyOfRange(envelope, blockSize, envelope.length)
                : new byte[BLOB_OVERHEAD];
        SymmetricKey symmetricKey = unwrap(key, block);
        try {
            return openBlob(symmetricKey, blob);
        } finally {
            symmetricKey.destroy();
        }
    }

    /** Opens an RSA block. Never fails: a block that does not open gives a random key. */
    public SymmetricKey unwrap(PrivateKey key, byte[] block) {
        byte[] unwrapped = decrypt(key, block);
        try {
            return SymmetricKey.ofUnwrapped(unwrapped);
        } finally {
            Arrays.fill(unwrapped, (byte) 0);
        }
    }

    /** Plain RSA-OAEP; nothing where that fails. */
    byte[] decrypt(PrivateKey key, byte[] block) {
        try {
            Cipher cipher = algorithms.oaep();
            cipher.init(Cipher.DECRYPT_MODE, key);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            return new byte[0];
        }
    }

    /** @throws EnvelopeException for any failure, a blob that is too short included */
    public byte[] openBlob(SymmetricKey key, byte[] blob) {
        byte[] whole = blob.length >= BLOB_OVERHEAD ? blob : new byte[BLOB_OVERHEAD];
        try {
            Cipher cipher = algorithms.gcm();
            cipher.init(Cipher.DECRYPT_MODE, key.forCipher(), new GCMParameterSpec(TAG_SIZE * 8, whole, 0, IV_SIZE));
            return cipher.doFinal(whole, IV_SIZE, whole.length - IV_SIZE);
        } catch (GeneralSecurityException e) {
            throw new EnvelopeException();
        }
    }

    /** Encrypts under a fresh iv. */
    public byte[] sealBlob(SymmetricKey key, byte[] plaintext) {
        byte[] blob = new byte[plaintext.length + BLOB_OVERHEAD];
        byte[] iv = new byte[IV_SIZE];
        RANDOM.nextBytes(iv);
        System.arraycopy(iv, 0, blob, 0, IV_SIZE);
        try {
            Cipher cipher = algorithms.gcm();
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher(), new GCMParameterSpec(TAG_SIZE * 8, iv));
            cipher.doFinal(plaintext, 0, plaintext.length, blob, IV_SIZE);
            return blob;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * The RSA block for one recipient.
     *
     * @throws FormatException with code {@code key-type} if the recipient's key is not RSA
     */
    public byte[] wrap(SymmetricKey key, PublicKeyPem recipient) {
        try (KeyWrapping wrapping = wrapping(key)) {
            return wrapping.block(recipient);
        }
    }

    /** For several recipients. */
    KeyWrapping wrapping(SymmetricKey key) {
        return new KeyWrapping(algorithms, key);
    }

    /** A whole envelope for one recipient, under a fresh key. */
    public byte[] seal(PublicKeyPem recipient, byte[] plaintext) {
        SymmetricKey key = SymmetricKey.random();
        try {
            byte[] block = wrap(key, recipient);
            byte[] blob = sealBlob(key, plaintext);
            byte[] envelope = Arrays.copyOf(block, block.length + blob.length);
            System.arraycopy(blob, 0, envelope, block.length, blob.length);
            return envelope;
        } finally {
            key.destroy();
        }
    }

    private static int blockSize(RSAPrivateKey key) {
        return (key.getModulus().bitLength() + 7) / 8;
    }
}
