package io.traceconnector.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What stands in a file, in a variable or was printed by a command. */
final class SecretContent {

    static final int MAX_BYTES = 64 * 1024;

    private SecretContent() {}

    /** @param rest of the reference, behind its kind */
    static byte[] read(String reference, String rest) throws IOException {
        if (reference.startsWith("env:")) {
            String value = System.getenv(rest);
            if (value == null) {
                throw new IOException("the environment variable " + rest + " is not set");
            }
            return value.strip().getBytes(StandardCharsets.UTF_8);
        }
        return withoutLineEnd(
                reference.startsWith("exec:") ? SecretCommand.parse(rest).output() : of(Path.of(rest)));
    }

    private static byte[] of(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than 64 KiB and cannot be a secret");
        }
        return Files.readAllBytes(file);
    }

    /** A copy; what was given is wiped. */
    private static byte[] withoutLineEnd(byte[] content) {
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        byte[] secret = Arrays.copyOf(content, end);
        Arrays.fill(content, (byte) 0);
        return secret;
    }
}
