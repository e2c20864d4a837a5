package io.traceconnector.app.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of frames that only grows, behind a head of 16 bytes: eight of its kind's title, and the sequence number of the first frame. A file that was
 * there before is read ({@link JournalReader}) and never written again: each opening makes a new one. One thread at a time appends and reads; any number
 * force, and share one operation of the disk where they meet.
 */
public final class Journal implements AutoCloseable {

    public static final String NAME = "journal";
    static final int HEAD = JournalKind.TITLE_SIZE + Long.BYTES;

    /** The type of a frame that holds nothing. */
    public static final byte MARK = 0;

    private static final String NEW = "journal.new";

    private final DiskFile file;
    private final JournalKeys keys;
    private final Lock forcing = new ReentrantLock();
    private long sequence;
    private volatile long end = HEAD;
    private volatile long forced;

    private Journal(DiskFile file, JournalKeys keys, long sequence) {
        this.file = file;
        this.keys = keys;
        this.sequence = sequence;
    }

    /** A new file beside the one that is there, which it replaces when it is {@link #install}ed. */
    public static Journal create(Disk disk, JournalKeys keys, long sequence) throws IOException {
        DiskFile file = disk.create(NEW);
        try {
            file.write(
                    ByteBuffer.allocate(HEAD)
                            .put(keys.title())
                            .putLong(sequence)
                            .flip(),
                    0);
            return new Journal(file, keys, sequence);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Forces everything and lets it take the place of the file that was there. Ends with a frame that proves that the others were forced. */
    public void install(Disk disk) throws IOException {
        force(end);
        append(MARK, new byte[0]);
        force(end);
        disk.rename(NEW, NAME);
        disk.force();
    }

    /** Bytes written. */
    public long size() {
        return end;
    }

    /** Of the next frame. */
    public long sequence() {
        return sequence;
    }

    /** @throws IOException after which nothing more may be appended: a part of the frame may be there */
    public Place append(byte type, byte[] content) throws IOException {
        FrameHead head = FrameHead.around(content.length, type, sequence, forced);
        Place place = new Place(end, head.length());
        file.write(ByteBuffer.wrap(keys.seal(head, content)), place.offset());
        sequence++;
        end = place.end();
        return place;
    }

    /** Returns when everything before this place of the file is on disk. */
    public void force(long place) throws IOException {
        if (forced >= place) {
            return;
        }
        forcing.lock();
        try {
            if (forced < place) {
                long written = end;
                file.force();
                forced = written;
            }
        } finally {
            forcing.unlock();
        }
    }

    /** The content of a frame that was appended here. */
    public byte[] read(Place place) throws IOException {
        return read(file, keys, place);
    }

    public static byte[] read(DiskFile file, JournalKeys keys, Place place) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(place.length());
        file.read(frame, place.offset());
        FrameHead head = FrameHead.from(frame.flip());
        if (head.length() != place.length()) {
            throw new JournalDamagedException(
                    "the frame at " + place.offset() + " is not the one that was written there");
        }
        return keys.open(head, frame.array())
                .orElseThrow(() -> new JournalDamagedException("the frame at " + place.offset() + " is damaged"));
    }

    /** Closes it once another one holds everything that is here, on disk: whoever still waits for it has what it wants. */
    public void replaced() throws IOException {
        forcing.lock();
        try {
            forced = Long.MAX_VALUE;
            file.close();
        } finally {
            forcing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
