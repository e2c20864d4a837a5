package io.traceconnector.app.keys.pkcs11;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Undoes EME-OAEP (RFC 8017, section 7.1.2, step 3) with SHA-1, MGF1-SHA-1 and an empty label, for tokens that only do raw RSA. What is wrong
 * with a block must not be seen in the time that it takes (Manger's attack): nothing depends on the block in what is branched on or where
 * memory is read, up to the one answer whether it opens.
 */
final class OaepUnpadding {

    private static final int HASH = 20;

    private OaepUnpadding() {}

    /** @param encoded as long as the modulus, at least 42 bytes; wiped afterwards */
    static Optional<byte[]> unpad(byte[] encoded) {
        byte[] seed = Arrays.copyOfRange(encoded, 1, 1 + HASH);
        byte[] data = Arrays.copyOfRange(encoded, 1 + HASH, encoded.length);
        try {
            xorMask(seed, data);
            xorMask(data, seed);
            int wrong = encoded[0] & 0xff;
            byte[] label = sha1().digest();
            for (int i = 0; i < HASH; i++) {
                wrong |= (data[i] ^ label[i]) & 0xff;
            }
            // All ones until the first byte that is not zero; that one must be 1.
            int padding = -1;
            int start = 0;
            int separator = 0;
            for (int i = HASH; i < data.length; i++) {
                int value = data[i] & 0xff;
                int zero = isZero(value);
                int first = padding & ~zero;
                separator |= first & value;
                start |= first & (i + 1);
                padding &= zero;
            }
            wrong |= separator ^ 1;
            int length = data.length - start;
            shiftLeft(data, start);
            boolean opens = isZero(wrong) != 0;
            byte[] content = Arrays.copyOf(data, opens ? length : 0);
            return opens ? Optional.of(content) : Optional.empty();
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(data, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** All ones for 0, else 0; for 0 to 255. */
    private static int isZero(int value) {
        return (value - 1) >> 31;
    }

    /** Moves by a secret distance, one bit of it at a time. */
    private static void shiftLeft(byte[] data, int distance) {
        for (int bit = 0; 1 << bit < data.length; bit++) {
            int step = 1 << bit;
            int moves = -((distance >> bit) & 1);
            for (int i = 0; i < data.length; i++) {
                int from = i + step < data.length ? data[i + step] : 0;
                data[i] = (byte) ((data[i] & ~moves) | (from & moves));
            }
        }
    }

    /** XORs MGF1 of the other bytes on the target (RFC 8017, section B.2.1). */
    private static void xorMask(byte[] target, byte[] of) {
        MessageDigest sha1 = sha1();
        byte[] hash = new byte[HASH];
        try {
            for (int at = 0, counter = 0; at < target.length; at += HASH, counter++) {
                sha1.update(of);
                sha1.update(new byte[] {0, 0, (byte) (counter >> 8), (byte) counter});
                sha1.digest(hash, 0, HASH);
                for (int i = 0; i < HASH && at + i < target.length; i++) {
                    target[at + i] ^= hash[i];
                }
            }
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 takes 20 bytes", e);
        } finally {
            Arrays.fill(hash, (byte) 0);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
