package io.traceconnector.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is found: {@code file:PATH} or {@code env:NAME}. The secret itself is never part of a configuration, and never printed.
 */
public record SecretSource(String reference) {

    public SecretSource {
        if (!reference.startsWith("file:") && !reference.startsWith("env:")) {
            throw new IllegalArgumentException("a secret is given as file:PATH or env:NAME, never as itself");
        }
    }

    /** The file that holds the secret; empty where it is elsewhere. */
    public Optional<Path> file() {
        return reference.startsWith("file:")
                ? Optional.of(Path.of(reference.substring("file:".length())))
                : Optional.empty();
    }

    /**
     * The secret's bytes, without the line end that editors put after it; the receiver wipes them.
     *
     * @throws IOException when the file cannot be read or the variable is not set; the message names the source only
     */
    public byte[] read() throws IOException {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring("env:".length()));
            if (value == null) {
                throw new IOException(
                        "the environment variable " + reference.substring("env:".length()) + " is not set");
            }
            return value.strip().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        Path file = file().orElseThrow();
        if (Files.size(file) > 64 * 1024) {
            throw new IOException(file + " is larger than 64 KiB and cannot be a secret");
        }
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        byte[] secret = java.util.Arrays.copyOf(content, end);
        java.util.Arrays.fill(content, (byte) 0);
        return secret;
    }

    @Override
    public String toString() {
        return reference;
    }
}
