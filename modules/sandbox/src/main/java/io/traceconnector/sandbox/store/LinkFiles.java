package io.traceconnector.sandbox.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The two append-only files: {@code links.dat} (the texts, one after the other) and {@code links.idx} (an entry a link). A link counts once its
 * entry is whole: texts without an entry, and a part of an entry at the end of the file, are what a killed process leaves behind, and are cut off.
 */
final class LinkFiles implements Closeable {

    private static final int ENTRIES_PER_READ = 8_192;

    private final FileChannel data;
    private final FileChannel index;

    private LinkFiles(FileChannel data, FileChannel index) {
        this.data = data;
        this.index = index;
    }

    static LinkFiles open(Path directory) throws IOException {
        FileChannel data = channel(directory.resolve("links.dat"));
        try {
            return new LinkFiles(data, channel(directory.resolve("links.idx")));
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Gives every entry in order, then cuts off what was not written to the end. */
    void recover(Consumer<LinkEntry> each) throws IOException {
        int count = (int) (index.size() / LinkEntry.BYTES);
        long end = 0;
        int whole = 0;
        byte[] block = new byte[ENTRIES_PER_READ * LinkEntry.BYTES];
        while (whole < count) {
            int entries = Math.min(ENTRIES_PER_READ, count - whole);
            read(index, ByteBuffer.wrap(block, 0, entries * LinkEntry.BYTES), (long) whole * LinkEntry.BYTES);
            for (int i = 0; i < entries; i++, whole++) {
                LinkEntry entry = LinkEntry.decode(whole, block, i * LinkEntry.BYTES);
                if (entry.end() > data.size()) {
                    throw new DamagedException("links.dat ends before link " + whole);
                }
                each.accept(entry);
                end = entry.end();
            }
        }
        index.truncate((long) whole * LinkEntry.BYTES);
        data.truncate(end);
    }

    LinkEntry entry(int ordinal) throws IOException {
        byte[] bytes = new byte[LinkEntry.BYTES];
        read(index, ByteBuffer.wrap(bytes), (long) ordinal * LinkEntry.BYTES);
        return LinkEntry.decode(ordinal, bytes, 0);
    }

    /** Both texts of a link, raw first. */
    byte[] texts(LinkEntry entry) throws IOException {
        byte[] bytes = new byte[entry.rawLength() + entry.formLength()];
        read(data, ByteBuffer.wrap(bytes), entry.offset());
        if (checksum(bytes) != entry.checksum()) {
            throw new DamagedException("the text of link " + entry.ordinal() + " is damaged");
        }
        return bytes;
    }

    void append(LinkEntry entry, byte[] texts) throws IOException {
        write(data, ByteBuffer.wrap(texts), entry.offset());
        write(index, entry.encode(), (long) entry.ordinal() * LinkEntry.BYTES);
    }

    /** Everything appended so far is on the disk when this returns; the texts before the entries that name them. */
    void force() throws IOException {
        data.force(false);
        index.force(false);
    }

    static int checksum(byte[] texts) {
        CRC32C crc = new CRC32C();
        crc.update(texts, 0, texts.length);
        return (int) crc.getValue();
    }

    private static void read(FileChannel channel, ByteBuffer into, long at) throws IOException {
        long from = at;
        while (into.hasRemaining()) {
            int count = channel.read(into, from);
            if (count < 0) {
                throw new EOFException("the link store ends before byte " + from);
            }
            from += count;
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    @Override
    public void close() throws IOException {
        try (data;
                index) {
            force();
        }
    }
}
