package io.traceconnector.app.decrypt;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One file of entries, written at its end and read where it is mapped. It grows by chunks, sparse ones, which entries do not cross; zeros stand
 * behind the last entry of a chunk. What is torn or damaged ends its chunk, so that the next one counts again. One thread writes,
 * many read without a lock; nothing is forced to disk, since what is lost is only read anew.
 */
final class KeptFile implements AutoCloseable {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path path;
    private final int chunkSize;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final KeptIndex index = new KeptIndex();
    private volatile List<MemorySegment> chunks = List.of();
    private volatile long end;

    /**
     * Opens or makes the file and finds its entries.
     *
     * @param chunkSize bytes, a multiple of 16 and at least {@link KeptFrame#MAX}
     */
    KeptFile(Path path, int chunkSize) throws IOException {
        this.path = path;
        this.chunkSize = chunkSize;
        this.channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            long size = channel.size();
            while (chunks.size() * (long) chunkSize < size) {
                grow();
                scan(chunks.size() - 1);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    int entries() {
        return index.size();
    }

    /** Bytes up to the end of the last entry. */
    long size() {
        return end;
    }

    /** The whole frame; what is in it has still to be authenticated. */
    Optional<byte[]> find(Sha256 received) {
        long place = index.find(received);
        if (place < 0) {
            return Optional.empty();
        }
        try {
            return frame(place).filter(frame -> KeptFrame.received(frame).equals(received));
        } catch (IllegalStateException e) {
            // Closed since.
            return Optional.empty();
        } catch (InternalError e) {
            // A mapped page that is not there any more: the file was cut by others, or the disk fails.
            return Optional.empty();
        }
    }

    /** @throws IOException also when the disk is full; then nothing of the frame is found */
    void append(byte[] frame) throws IOException {
        long place = end;
        if (place % chunkSize + frame.length > chunkSize || place == chunks.size() * (long) chunkSize) {
            place = (place + chunkSize - 1) / chunkSize * chunkSize;
            if (place == chunks.size() * (long) chunkSize) {
                grow();
            }
        }
        write(ByteBuffer.wrap(frame), place);
        index.put(KeptFrame.received(frame), place);
        end = place + frame.length;
    }

    boolean isThere() {
        return Files.exists(path);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            arena.close();
        }
    }

    /** Maps one more chunk, which the file then has whole. */
    private void grow() throws IOException {
        long from = chunks.size() * (long) chunkSize;
        if (channel.size() < from + chunkSize) {
            write(ByteBuffer.allocate(1), from + chunkSize - 1);
        }
        List<MemorySegment> more = new ArrayList<>(chunks);
        more.add(channel.map(MapMode.READ_ONLY, from, chunkSize, arena));
        chunks = List.copyOf(more);
    }

    private void scan(int number) {
        MemorySegment chunk = chunks.get(number);
        byte[] head = new byte[KeptFrame.HEAD];
        int at = 0;
        while (at + KeptFrame.HEAD <= chunkSize) {
            MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, at, head, 0, head.length);
            if (!KeptFrame.isWhole(head)) {
                break;
            }
            int length = KeptFrame.padded(KeptFrame.length(head));
            if (at + length > chunkSize) {
                break;
            }
            index.put(KeptFrame.received(head), number * (long) chunkSize + at);
            at += length;
        }
        end = number * (long) chunkSize + at;
    }

    private Optional<byte[]> frame(long place) {
        MemorySegment chunk = chunks.get((int) (place / chunkSize));
        long at = place % chunkSize;
        int length = chunk.get(INT, at);
        if (!KeptFrame.isLength(length) || at + length > chunkSize) {
            return Optional.empty();
        }
        byte[] frame = new byte[length];
        MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, at, frame, 0, length);
        // Read again from the copy: others may write to the file.
        return KeptFrame.length(frame) == length ? Optional.of(frame) : Optional.empty();
    }

    private void write(ByteBuffer bytes, long place) throws IOException {
        long at = place;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
