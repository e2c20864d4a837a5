package io.traceconnector.app.journal;

import io.traceconnector.app.keys.local.LocalCipherKey;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What is done with a journal's local key: frames are encrypted with one key that is derived from it (HKDF-SHA256, RFC 5869), what is looked for
 * without being kept is hashed with another. Every frame gets a random iv; far fewer than 2^32 frames are written in the life of a key. Safe for many threads.
 */
public final class JournalKeys implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] title;
    private final byte[] purpose;
    private final SymmetricKey frames;
    private final SymmetricKey hashes;

    /** @param local needed here only */
    public JournalKeys(JournalKind kind, SymmetricKey local) {
        title = kind.title().getBytes(StandardCharsets.US_ASCII);
        purpose = kind.purpose().getBytes(StandardCharsets.UTF_8);
        frames = derive(local, "frames");
        hashes = derive(local, "requests");
    }

    byte[] title() {
        return title;
    }

    /** A whole frame around the content; the head is authenticated with it. */
    public byte[] seal(FrameHead head, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(head.length());
        byte[] iv = new byte[FrameHead.IV_SIZE];
        RANDOM.nextBytes(iv);
        head.putTo(frame);
        frame.put(iv);
        try {
            cipher(Cipher.ENCRYPT_MODE, head, iv).doFinal(ByteBuffer.wrap(content), frame);
            return frame.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** Empty where anything about the frame is wrong. */
    public Optional<byte[]> open(FrameHead head, byte[] frame) {
        byte[] iv = new byte[FrameHead.IV_SIZE];
        System.arraycopy(frame, FrameHead.SIZE, iv, 0, iv.length);
        int start = FrameHead.SIZE + FrameHead.IV_SIZE;
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, head, iv).doFinal(frame, start, frame.length - start));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * HMAC-SHA256 of several values under the local key.
     *
     * @throws JournalKeyException where the keys have been wiped
     */
    public Digest hash(byte[]... values) {
        if (hashes.isDestroyed()) {
            throw new JournalKeyException("it is being closed");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new LocalCipherKey(hashes));
            for (byte[] value : values) {
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value.length));
                mac.update(value);
            }
            return Digest.of(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }

    private Cipher cipher(int mode, FrameHead head, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new LocalCipherKey(frames), new GCMParameterSpec(FrameHead.TAG_SIZE * 8, iv));
        cipher.updateAAD(purpose);
        cipher.updateAAD(head.putTo(ByteBuffer.allocate(FrameHead.SIZE)).array());
        return cipher;
    }

    private static SymmetricKey derive(SymmetricKey local, String use) {
        try {
            return SymmetricKey.takeOwnershipOf(KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.expandOnly(
                            new LocalCipherKey(local), use.getBytes(StandardCharsets.US_ASCII), 32)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 failed", e);
        }
    }

    @Override
    public void close() {
        frames.destroy();
        hashes.destroy();
    }

    @Override
    public String toString() {
        return "journal keys";
    }
}
