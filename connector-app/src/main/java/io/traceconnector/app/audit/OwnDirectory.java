package io.traceconnector.app.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory of the machine that nobody but its owner may enter. */
record OwnDirectory(Path path) implements AuditDirectory {

    @Override
    public List<FileName> files() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.flatMap(entry -> FileName.parse(String.valueOf(entry.getFileName())).stream())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputStream read(FileName name) throws IOException {
        return Files.newInputStream(path.resolve(name.toString()));
    }

    @Override
    public AuditFile open(FileName name) throws IOException {
        return new Channel(FileChannel.open(path.resolve(name.toString()), StandardOpenOption.WRITE));
    }

    @Override
    public AuditFile create(FileName name) throws IOException {
        Path file = path.resolve(name.toString());
        Files.deleteIfExists(file);
        return new Channel(FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------")));
    }

    @Override
    public void delete(FileName name) throws IOException {
        Files.deleteIfExists(path.resolve(name.toString()));
    }

    @Override
    public void force() throws IOException {
        forceDirectory(path);
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static void forceDirectory(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Channel(FileChannel channel) implements AuditFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            long at = channel.size();
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
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
