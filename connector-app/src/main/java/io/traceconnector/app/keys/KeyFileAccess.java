package io.traceconnector.app.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Whether a key file is its owner's alone, where the file system knows owners. Follows links: the file's own mode counts. */
final class KeyFileAccess {

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFileAccess() {}

    /** The command that takes the file from group and others; empty where they have no access. */
    static Optional<String> mendingCommand(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || OWNERS.containsAll(view.readAttributes().permissions())) {
            return Optional.empty();
        }
        return Optional.of("chmod 600 " + quoted(file.toString()));
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
