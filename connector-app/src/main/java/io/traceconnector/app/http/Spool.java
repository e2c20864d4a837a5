package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Encrypted files on disk until their tag is verified and they are passed on. A file has no name there from the moment it is made: it
 * vanishes with its channel, also when the process is killed. All files together are within a bound; above it 503 {@code spool_full}.
 */
final class Spool {

    private static final int PIECE = 64 * 1024;

    private final Path directory;
    private final long bound;
    private final AtomicLong used = new AtomicLong();

    /**
     * Makes the directory where it is missing, and deletes what is in it.
     *
     * @param bound bytes of all files together
     */
    Spool(Path directory, long bound) {
        this.directory = directory;
        this.bound = bound;
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> left = Files.list(directory)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long bound() {
        return bound;
    }

    long used() {
        return used.get();
    }

    /** Takes a stream to its end. */
    Spooled receive(InputStream in) throws IOException {
        Spooled spooled = new Spooled(open());
        boolean whole = false;
        try {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                spooled.write(ByteBuffer.wrap(piece, 0, count));
            }
            whole = true;
            return spooled;
        } finally {
            if (!whole) {
                spooled.close();
            }
        }
    }

    private FileChannel open() throws IOException {
        Path file = Files.createTempFile(
                directory, "", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
    }

    private void reserve(long bytes) {
        if (used.addAndGet(bytes) > bound) {
            used.addAndGet(-bytes);
            throw new ProblemException(
                    503,
                    "spool_full",
                    "Too many files are being verified at a time; try again later, or ask with verify=stream.");
        }
    }

    /** A file that was received. For one thread. */
    final class Spooled implements AutoCloseable {

        private final FileChannel channel;
        private long size;

        private Spooled(FileChannel channel) {
            this.channel = channel;
        }

        private void write(ByteBuffer bytes) throws IOException {
            reserve(bytes.remaining());
            size += bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        long size() {
            return size;
        }

        /** From its start; closing it does nothing. */
        InputStream read() {
            return new InputStream() {
                private long at;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = channel.read(ByteBuffer.wrap(bytes, offset, length), at);
                    at += Math.max(0, count);
                    return count;
                }
            };
        }

        @Override
        public void close() throws IOException {
            used.addAndGet(-size);
            size = 0;
            channel.close();
        }
    }
}
