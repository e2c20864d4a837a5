package io.traceconnector.sandbox.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Uploaded files, each under the SHA-256 of its bytes in hex. For any number of threads. */
public final class MediaFiles {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String UNFINISHED = "upload-";

    private final Path directory;

    private MediaFiles(Path directory) {
        this.directory = directory;
    }

    /** Throws away what an earlier process had not received to the end. */
    public static MediaFiles open(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith(UNFINISHED))
                    .toList()) {
                Files.delete(file);
            }
        }
        return new MediaFiles(directory);
    }

    /** The file of a digest. */
    Optional<Path> find(String digest) {
        return Optional.of(digest)
                .filter(text -> DIGEST.matcher(text).matches())
                .map(directory::resolve)
                .filter(Files::exists);
    }

    Upload begin() throws IOException {
        return new Upload(Files.createTempFile(directory, UNFINISHED, ""), sha256());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A file being received. Close it in any case; it is there only once it is finished. */
    final class Upload implements AutoCloseable {

        private final Path temporary;
        private final MessageDigest digest;
        private final OutputStream out;

        private Upload(Path temporary, MessageDigest digest) throws IOException {
            this.temporary = temporary;
            this.digest = digest;
            this.out = new DigestOutputStream(Files.newOutputStream(temporary), digest);
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Puts the file in its place; its digest. */
        String finish() throws IOException {
            out.close();
            String name = HexFormat.of().formatHex(digest.digest());
            Files.move(
                    temporary,
                    directory.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return name;
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(temporary);
        }
    }
}
