package io.traceconnector.app.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/** Who may do what with a file; a file system that does not know owners gives nobody anything. */
record FileMode(Path file, Set<PosixFilePermission> permissions) {

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Path PROCESS = Path.of("/proc/self/status");

    static FileMode of(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return new FileMode(
                file, view == null ? Set.of() : view.readAttributes().permissions());
    }

    boolean isOwnersAlone() {
        return OWNERS.containsAll(permissions);
    }

    /** On Linux; elsewhere nothing is known of groups, and the answer is no. */
    boolean isOfRootForAGroupOfThisProcess() throws IOException {
        if (!Files.isReadable(PROCESS)) {
            return false;
        }
        String group = String.valueOf(Files.getAttribute(file, "unix:gid"));
        return Files.getAttribute(file, "unix:uid").equals(0)
                && Files.readAllLines(PROCESS).stream()
                        .filter(line -> line.startsWith("Groups:") || line.startsWith("Gid:"))
                        .flatMap(line -> Arrays.stream(
                                line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                        .anyMatch(group::equals);
    }
}
