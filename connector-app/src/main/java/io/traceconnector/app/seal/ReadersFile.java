package io.traceconnector.app.seal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.YearMonth;

/**
 * One month's file of {@link ReadersLog}, open. One thread at a time writes and one at a time flushes, both together. Not by a channel: the
 * interrupt of one thread would close it for all.
 */
final class ReadersFile {

    private final YearMonth month;
    private final FileOutputStream out;
    private volatile long written;
    private long flushed;
    private volatile boolean broken;

    private ReadersFile(YearMonth month, FileOutputStream out) {
        this.month = month;
        this.out = out;
    }

    /** The file of a month as it was left, or a new one. */
    static ReadersFile open(Path directory, YearMonth month) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path path = directory.resolve("readers-" + month + ".jsonl");
        if (Files.notExists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        // Also where it was there: who made it may not have come this far.
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
        boolean cut = endsInsideALine(path);
        ReadersFile file = new ReadersFile(month, new FileOutputStream(path.toFile(), true));
        if (cut) {
            file.write(new byte[] {'\n'});
        }
        return file;
    }

    private static boolean endsInsideALine(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() == 0) {
                return false;
            }
            file.seek(file.length() - 1);
            return file.read() != '\n';
        }
    }

    YearMonth month() {
        return month;
    }

    boolean isBroken() {
        return broken;
    }

    /** @return how much was written then, this included */
    long write(byte[] line) throws IOException {
        out.write(line);
        long end = written + line.length;
        written = end;
        return end;
    }

    /** Makes sure that what was written up to an end is on the disk; what came later goes with it. */
    void flush(long end) throws IOException {
        if (broken) {
            throw new IOException("the file was given up after it could not be flushed");
        }
        if (flushed < end) {
            long all = written;
            try {
                out.getFD().sync();
            } catch (IOException e) {
                // What was not flushed once may be lost without another word: the file is opened anew.
                broken = true;
                throw e;
            }
            flushed = all;
        }
    }

    /** Flushes what others wait for. */
    void close() throws IOException {
        try (out) {
            if (!broken) {
                flush(written);
            }
        }
    }
}
