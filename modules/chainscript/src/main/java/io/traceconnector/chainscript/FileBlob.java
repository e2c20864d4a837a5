package io.traceconnector.chainscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Files as Media stores them: {@code iv|ciphertext|tag} under a key of their own. Streams in constant memory (a quarter of a MiB), where
 * {@link Envelopes#openBlob} holds the whole. A plaintext has at most 64 GiB; more is a {@link FormatException} with code
 * {@code file-size}.
 */
public final class FileBlob {
    /** By how many bytes a blob is longer than its plaintext. */
    public static final int OVERHEAD = GcmStream.IV_SIZE + GcmStream.TAG_SIZE;

    private static final int BUFFER_SIZE = 64 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FileBlob() {}

    /** Encrypts under a fresh iv. Neither stream is closed. */
    public static void seal(SymmetricKey key, InputStream plaintext, OutputStream blob) throws IOException {
        sealing(key, plaintext).transferTo(blob);
    }

    /** A blob under a fresh iv, encrypted while it is read; an exception of the plaintext is its own. Closing it closes the plaintext. */
    public static InputStream sealing(SymmetricKey key, InputStream plaintext) {
        byte[] iv = new byte[GcmStream.IV_SIZE];
        RANDOM.nextBytes(iv);
        return new SealingStream(key, iv, plaintext);
    }

    /**
     * Decrypts while reading. The tag comes last: until this returns, what was written is unproven, and after an exception it must not
     * be used; whoever passes it on breaks off. Neither stream is closed.
     *
     * @throws EnvelopeException if the blob is too short, cut, changed or under another key
     */
    public static void open(SymmetricKey key, InputStream blob, OutputStream plaintext) throws IOException {
        byte[] iv = blob.readNBytes(GcmStream.IV_SIZE);
        if (iv.length < GcmStream.IV_SIZE) {
            throw new EnvelopeException();
        }
        GcmStream gcm = new GcmStream(key, iv);
        byte[] in = new byte[BUFFER_SIZE + GcmStream.TAG_SIZE];
        byte[] out = new byte[BUFFER_SIZE + GcmStream.TAG_SIZE];
        int held = 0;
        for (int read = blob.read(in, 0, BUFFER_SIZE); read >= 0; read = blob.read(in, held, BUFFER_SIZE)) {
            held += read;
            // The last bytes may be the tag.
            int sure = Math.max(0, held - GcmStream.TAG_SIZE);
            gcm.decrypt(in, sure, out);
            plaintext.write(out, 0, sure);
            held -= sure;
            System.arraycopy(in, sure, in, 0, held);
        }
        if (held < GcmStream.TAG_SIZE || !MessageDigest.isEqual(gcm.tag(), Arrays.copyOf(in, GcmStream.TAG_SIZE))) {
            throw new EnvelopeException();
        }
    }
}
