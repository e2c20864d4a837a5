package io.traceconnector.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is found, never the secret: {@code file:PATH}, {@code env:NAME}, or {@code exec:COMMAND ARGUMENT…}, which prints it.
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
        return SecretContent.read(reference, rest(reference));
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
