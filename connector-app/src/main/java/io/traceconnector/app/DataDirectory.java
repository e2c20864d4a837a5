package io.traceconnector.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes the directory that holds decrypted data: nobody but its owner may enter it. */
final class DataDirectory {

    private DataDirectory() {}

    static Path make(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
            return real;
        } catch (IOException e) {
            throw CommandException.failed("data.directory " + directory + " cannot be made or is not ours ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
