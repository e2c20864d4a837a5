package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.crypto.modes.gcm.GCMMultiplier;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;
import org.bouncycastle.crypto.modes.gcm.Tables64kGCMMultiplier;

/**
 * AES-256-GCM (NIST SP 800-38D) without additional data, piece by piece in both directions: the Java runtime's own ends at 2 GiB and holds
 * back everything while it decrypts. Its AES in counter mode, with the hash beside it. For one message and one thread.
 */
final class GcmStream {
    static final int IV_SIZE = 12;
    static final int TAG_SIZE = 16;
    /** Where the counter of 32 bits would begin anew: 64 GiB less two blocks. */
    private static final long MOST_BYTES = (1L << 36) - 32;

    private static final int BLOCK = 16;

    private final Cipher counter;
    private final GCMMultiplier hash = new Tables64kGCMMultiplier();
    private final byte[] state = new byte[BLOCK];
    private final byte[] block = new byte[BLOCK];
    private final byte[] mask;
    private long length;

    GcmStream(SymmetricKey key, byte[] iv) {
        byte[] first = Arrays.copyOf(iv, BLOCK);
        first[BLOCK - 1] = 1;
        byte[] hashKey = update(counter(key, new byte[BLOCK]), new byte[BLOCK]);
        hash.init(hashKey);
        Arrays.fill(hashKey, (byte) 0);
        counter = counter(key, first);
        // What it gives first is what masks the tag; then it stands where the message begins.
        mask = update(counter, new byte[BLOCK]);
    }

    /** Encrypts into {@code out}, from its start. */
    void encrypt(byte[] in, int length, byte[] out) {
        count(length);
        update(in, length, out);
        hash(out, length);
        this.length += length;
    }

    /** Decrypts into {@code out}, from its start. What comes out is unproven until the tag is. */
    void decrypt(byte[] in, int length, byte[] out) {
        count(length);
        hash(in, length);
        update(in, length, out);
        this.length += length;
    }

    /** The tag of all that was encrypted or decrypted. Once, at the end. */
    byte[] tag() {
        if (length % BLOCK != 0) {
            absorb(block, 0);
        }
        byte[] lengths = new byte[BLOCK];
        for (int i = 0; i < Long.BYTES; i++) {
            lengths[BLOCK - 1 - i] = (byte) ((length * Byte.SIZE) >>> (Byte.SIZE * i));
        }
        absorb(lengths, 0);
        GCMUtil.xor(state, mask);
        return state.clone();
    }

    private void count(int more) {
        if (length + more > MOST_BYTES) {
            throw new FormatException("file-size", "a file has at most " + MOST_BYTES + " bytes");
        }
    }

    /** Takes whole blocks, and holds the bytes of the last one back until it is whole. */
    private void hash(byte[] bytes, int count) {
        int held = (int) (length % BLOCK);
        int at = 0;
        if (held > 0) {
            at = Math.min(BLOCK - held, count);
            System.arraycopy(bytes, 0, block, held, at);
            if (held + at < BLOCK) {
                return;
            }
            absorb(block, 0);
        }
        for (; at + BLOCK <= count; at += BLOCK) {
            absorb(bytes, at);
        }
        Arrays.fill(block, (byte) 0);
        System.arraycopy(bytes, at, block, 0, count - at);
    }

    private void absorb(byte[] bytes, int offset) {
        GCMUtil.xor(state, bytes, offset);
        hash.multiplyH(state);
    }

    private void update(byte[] in, int count, byte[] out) {
        try {
            counter.update(in, 0, count, out, 0);
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static byte[] update(Cipher cipher, byte[] block) {
        byte[] out = cipher.update(block);
        if (out == null || out.length != block.length) {
            throw new IllegalStateException("the counter mode of this Java runtime holds bytes back");
        }
        return out;
    }

    private static Cipher counter(SymmetricKey key, byte[] start) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher(), new IvParameterSpec(start));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static IllegalStateException unusable(GeneralSecurityException cause) {
        return new IllegalStateException("AES in counter mode failed", cause);
    }
}
