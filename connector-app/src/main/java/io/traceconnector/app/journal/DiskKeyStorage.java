package io.traceconnector.app.journal;

import io.traceconnector.app.keys.local.LocalKeyFile;
import io.traceconnector.app.keys.local.LocalKeyStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The file {@code local.key}, on disk when it has been written. */
public record DiskKeyStorage(Disk disk) implements LocalKeyStorage {

    private static final String NAME = "local.key";
    private static final String NEW = "local.key.new";

    @Override
    public Optional<byte[]> read() throws IOException {
        if (!disk.exists(NAME)) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(NAME)) {
            ByteBuffer content = ByteBuffer.allocate(LocalKeyFile.MAX_SIZE);
            file.read(content, 0);
            return Optional.of(Arrays.copyOf(content.array(), content.position()));
        }
    }

    @Override
    public void write(byte[] content) throws IOException {
        try (DiskFile file = disk.create(NEW)) {
            file.write(ByteBuffer.wrap(content), 0);
            file.force();
        }
        disk.rename(NEW, NAME);
        disk.force();
    }
}
