package io.traceconnector.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is found: {@code file:PATH}, {@code env:NAME} or {@code exec:COMMAND ARGUMENT…}, a command that prints it. The secret itself
 * is never part of a configuration, and never printed.
 */
public record SecretSource(String reference) {

    public SecretSource {
        if (reference.startsWith("exec:")) {
            SecretCommand.parse(rest(reference));
        } else if (!reference.startsWith("file:") && !reference.startsWith("env:")) {
            throw new IllegalArgumentException("a secret is file:PATH, env:NAME or exec:COMMAND, never itself");
        }
    }

    /** The file that holds the secret; empty where it is elsewhere. */
    public Optional<Path> file() {
        return reference.startsWith("file:") ? Optional.of(Path.of(rest(reference))) : Optional.empty();
    }

    /**
     * The secret's bytes, at most 64 KiB, without the line end that editors and commands put after it; the receiver wipes them. A command
     * may take 30 seconds.
     *
     * @throws IOException when the file cannot be read, the variable is not set or the command fails; the message names the source only
     */
    public byte[] read() throws IOException {
        String rest = rest(reference);
        if (reference.startsWith("env:")) {
            String value = System.getenv(rest);
            if (value == null) {
                throw new IOException("the environment variable " + rest + " is not set");
            }
            return value.strip().getBytes(StandardCharsets.UTF_8);
        }
        return SecretContent.withoutLineEnd(
                reference.startsWith("exec:") ? SecretCommand.parse(rest).output() : SecretContent.of(Path.of(rest)));
    }

    private static String rest(String reference) {
        return reference.substring(reference.indexOf(':') + 1);
    }

    /** Of a command its first word only. */
    @Override
    public String toString() {
        return reference.startsWith("exec:") ? "exec:" + SecretCommand.parse(rest(reference)) : reference;
    }
}
