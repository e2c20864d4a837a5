package io.traceconnector.app.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key files of a directory. Sub-directories, hidden names (Kubernetes' {@code ..data} among them), names that end in {@code .pub} and
 * PEM files of certificates and public keys are passed over; everything else must be a key.
 */
record KeyDirectory(Path directory, KeyFileReader reader) {

    /** More are not read: somebody named the wrong directory. */
    static final int MAX_FILES = 256;

    /**
     * The last name first, so that {@code acme-2026.pem} comes before {@code acme-2024.pem}.
     *
     * @throws CustodyException where the directory cannot be read, is open to others, or holds no key file or too many files
     */
    List<Path> files() {
        List<Path> files;
        try {
            reader.access().requireDirectory(directory);
            files = candidates();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new CustodyException(KeyProblem.Code.KEY_FILE_MISSING, "there is no such directory");
        } catch (IOException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_FILE_UNREADABLE,
                    "the directory cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (files.size() > MAX_FILES) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_TOO_MANY, "more than " + MAX_FILES + " files are in this directory of keys");
        }
        List<Path> keys = files.stream().filter(file -> !isPublic(file)).toList();
        if (keys.isEmpty()) {
            throw new CustodyException(KeyProblem.Code.KEY_STORE_EMPTY, "no private key is in this directory");
        }
        return keys;
    }

    private List<Path> candidates() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry ->
                            !name(entry).startsWith(".") && !name(entry).endsWith(".pub"))
                    .filter(entry -> !Files.isDirectory(entry))
                    .sorted(Comparator.comparing(KeyDirectory::name).reversed())
                    .limit(MAX_FILES + 1L)
                    .toList();
        }
    }

    /** Public things may be open to everybody; what cannot be read is told of when it is read as a key. */
    private static boolean isPublic(Path file) {
        try {
            if (Files.size(file) > KeyFileReader.MAX_FILE_BYTES) {
                return false;
            }
            byte[] content = Files.readAllBytes(file);
            boolean isPublic = KeyFileKind.isPublic(content);
            Arrays.fill(content, (byte) 0);
            return isPublic;
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path entry) {
        return entry.getFileName().toString();
    }
}
