package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.local.LocalKeyFile;
import io.traceconnector.app.keys.local.LocalKeyStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file {@code local.key} beside what is kept. Nothing is forced to disk: what is torn is not signed, and then kept links are read anew. */
final class KeptKeyStorage implements LocalKeyStorage {

    private final Path file;

    KeptKeyStorage(Path directory) {
        this.file = directory.resolve("local.key");
    }

    boolean isThere() {
        return Files.exists(file);
    }

    @Override
    public Optional<byte[]> read() throws IOException {
        if (Files.notExists(file) || Files.size(file) > LocalKeyFile.MAX_SIZE) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllBytes(file));
    }

    @Override
    public void write(byte[] content) throws IOException {
        Path written = file.resolveSibling("local.key.new");
        Files.deleteIfExists(written);
        try (var channel = Files.newByteChannel(
                written,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(content));
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
