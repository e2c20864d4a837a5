package io.traceconnector.app.decrypt;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of one entry on disk, big-endian: length (4, of all but the padding), CRC-32C of the head (4), SHA-256 of the received bytes, link
 * hash, SHA-256 of the wrapped block (32 each; zeros where there is none), iv (12), AES-256-GCM ciphertext, tag (16), padding to 16 bytes.
 * The three digests are authenticated with the ciphertext; the checksum only finds torn writes.
 */
final class KeptFrame {

    static final int DIGESTS = 8;
    static final int DIGESTS_SIZE = 3 * Sha256.SIZE;
    static final int IV = DIGESTS + DIGESTS_SIZE;
    static final int IV_SIZE = 12;
    static final int HEAD = IV + IV_SIZE;
    static final int TAG_SIZE = 16;

    /** Longer ones are not kept. */
    static final int MAX = 4096;

    private KeptFrame() {}

    /** A frame but for iv, ciphertext and tag. */
    static byte[] of(Sha256 received, Sha256 hash, Sha256 block, int contentSize) {
        int length = HEAD + contentSize + TAG_SIZE;
        ByteBuffer frame = ByteBuffer.allocate(padded(length));
        frame.putInt(length).putInt(0);
        received.putTo(frame);
        hash.putTo(frame);
        block.putTo(frame);
        return frame.putInt(4, checksum(frame.array())).array();
    }

    static int padded(int length) {
        return (length + KeptIndex.UNIT - 1) / KeptIndex.UNIT * KeptIndex.UNIT;
    }

    static boolean isLength(int length) {
        return length >= HEAD + TAG_SIZE && length <= MAX;
    }

    static int length(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(0);
    }

    static Sha256 received(byte[] frame) {
        return Sha256.at(frame, DIGESTS);
    }

    static Sha256 hash(byte[] frame) {
        return Sha256.at(frame, DIGESTS + Sha256.SIZE);
    }

    /** @param head the first {@link #HEAD} bytes */
    static boolean isWhole(byte[] head) {
        ByteBuffer buffer = ByteBuffer.wrap(head);
        return isLength(buffer.getInt(0)) && buffer.getInt(4) == checksum(head);
    }

    private static int checksum(byte[] frame) {
        CRC32C sum = new CRC32C();
        sum.update(frame, 0, 4);
        sum.update(frame, DIGESTS, DIGESTS_SIZE);
        return (int) sum.getValue();
    }
}
