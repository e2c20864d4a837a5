package io.traceconnector.app.seal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** One month's file of {@link ReadersLog}, open. Not by a channel: the interrupt of one writer would close it for all. For one thread at a time. */
record ReadersFile(Instant begin, Instant end, FileOutputStream out) implements AutoCloseable {

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
        FileOutputStream out = new FileOutputStream(path.toFile(), true);
        if (cut) {
            out.write('\n');
        }
        return new ReadersFile(begin(month), begin(month.plusMonths(1)), out);
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    boolean isFor(Instant time) {
        return !time.isBefore(begin) && time.isBefore(end);
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

    /** They survive the end of this process when it returns. */
    void append(byte[] lines) throws IOException {
        out.write(lines);
    }

    /** All of it is on the disk when it returns. */
    void force() throws IOException {
        out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
