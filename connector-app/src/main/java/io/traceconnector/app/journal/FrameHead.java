package io.traceconnector.app.journal;

import java.nio.ByteBuffer;

/**
 * The head of a frame, in clear and authenticated, big-endian: length of the whole frame (4), type (1), sequence number (8), and how much of
 * the file was known to be on disk when the frame was written (8). Behind it come iv (12), AES-256-GCM ciphertext, tag (16).
 *
 * @param forced what stands before this place in the file was forced before this frame was written: if anything there is damaged, no crash did it
 */
public record FrameHead(int length, byte type, long sequence, long forced) {

    public static final int SIZE = 21;
    static final int IV_SIZE = 12;
    static final int TAG_SIZE = 16;
    static final int LEAST = SIZE + IV_SIZE + TAG_SIZE;

    /** Longer frames are not written. */
    public static final int MAX = 64 << 20;

    public static FrameHead around(int content, byte type, long sequence, long forced) {
        return new FrameHead(LEAST + content, type, sequence, forced);
    }

    public static FrameHead from(ByteBuffer in) {
        return new FrameHead(in.getInt(), in.get(), in.getLong(), in.getLong());
    }

    ByteBuffer putTo(ByteBuffer out) {
        return out.putInt(length).put(type).putLong(sequence).putLong(forced);
    }
}
