package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Who may have access to files that hold keys, passphrases, PINs and tokens: their owner alone, where the file system knows owners. Follows
 * links: the file's own mode counts.
 *
 * @param groupReadable whether a group of this process may read what belongs to root, as Kubernetes mounts secrets with an {@code fsGroup}
 */
public record KeyFileAccess(boolean groupReadable) {

    private static final Set<PosixFilePermission> GROUP_READS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ);

    /**
     * The content of a secret; the receiver wipes it.
     *
     * @param of names it in messages: {@code its passphrase}
     * @throws CustodyException where it cannot be read, or its file is open to others
     */
    public byte[] secret(String of, SecretSource source) {
        try {
            if (source.file().isPresent()) {
                require(source.file().get(), of + " in " + source);
            }
            return source.read();
        } catch (IOException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_PASSPHRASE_UNREADABLE,
                    of + " cannot be read from " + source + " (" + e.getClass().getSimpleName() + ": "
                            + reason(e, source) + ")");
        }
    }

    /** What an exception of the file system or of a command says; neither knows the secret. */
    private static String reason(IOException e, SecretSource source) {
        String message = String.valueOf(e.getMessage());
        return message.isBlank() || source.reference().endsWith(message) ? "see whether it is there" : message;
    }

    /**
     * Refuses a file that others have access to.
     *
     * @throws CustodyException with the command that mends it
     */
    void require(Path file, String what) throws IOException {
        FileMode mode = FileMode.of(file);
        if (mode.isOwnersAlone()) {
            return;
        }
        boolean ofRootForOurGroup =
                mode.isOfRootForAGroupOfThisProcess() && GROUP_READS.containsAll(mode.permissions());
        if (ofRootForOurGroup && groupReadable) {
            return;
        }
        throw new CustodyException(
                KeyProblem.Code.KEY_FILE_EXPOSED,
                "others than its owner have access to " + what + "; run: chmod 600 " + quoted(file)
                        + (ofRootForOurGroup
                                ? ", or set keys.group-readable: true where Kubernetes mounts it for fsGroup"
                                : ""));
    }

    /**
     * Refuses a directory that others may look into or change. On a file system that is mounted for reading only, as Kubernetes mounts
     * secrets, nobody changes it, and the modes of the files decide.
     *
     * @throws CustodyException with the command that mends it
     */
    void requireDirectory(Path directory) throws IOException {
        if (!FileMode.of(directory).isOwnersAlone()
                && !Files.getFileStore(directory).isReadOnly()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_FILE_EXPOSED,
                    "others than its owner have access to this directory of keys; run: chmod 700 " + quoted(directory));
        }
    }

    private static String quoted(Path file) {
        String path = file.toString();
        return path.matches("[A-Za-z0-9_./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
