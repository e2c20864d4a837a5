package io.traceconnector.app.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory of the machine that nobody but its owner may enter. */
public final class DirectoryDisk implements Disk {

    private final Path directory;

    /** Makes the directory where it is missing; the one above it must be there. */
    public DirectoryDisk(Path directory) throws IOException {
        this.directory = directory;
        if (Files.notExists(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            forceDirectory(directory.resolveSibling("."));
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(directory.resolve(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return channel(name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
        return channel(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void force() throws IOException {
        forceDirectory(directory);
    }

    static void forceDirectory(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private DiskFile channel(String name, Set<OpenOption> options) throws IOException {
        return new Channel(FileChannel.open(
                directory.resolve(name),
                options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    private record Channel(FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long at) throws IOException {
            long place = at;
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = channel.read(into, place);
                place += count;
            }
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            long place = at;
            while (bytes.hasRemaining()) {
                place += channel.write(bytes, place);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
