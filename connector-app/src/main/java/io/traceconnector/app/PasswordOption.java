package io.traceconnector.app;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a password comes from: never from the command line, which others can read. */
final class PasswordOption {

    @ArgGroup
    private @Nullable Source source;

    private static final class Source {

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Read the password from a file's first line.")
        private @Nullable Path file;

        @Option(names = "--password-stdin", description = "Read the password from standard input's first line.")
        private boolean standardInput;
    }

    /** @throws CommandException where there is none */
    String read() {
        try {
            if (source != null && source.file != null) {
                try (BufferedReader reader = Files.newBufferedReader(source.file)) {
                    return line(reader);
                }
            }
            if (source != null && source.standardInput) {
                return line(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            }
            return prompted(System.console());
        } catch (IOException e) {
            throw CommandException.unusable("the password cannot be read: " + e.getMessage());
        }
    }

    private static String line(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        if (line == null || line.isEmpty()) {
            throw CommandException.unusable("there is no password in the first line");
        }
        return line;
    }

    private static String prompted(@Nullable Console console) {
        if (console == null) {
            throw CommandException.unusable("give --password-file or --password-stdin, or use a terminal");
        }
        char[] first = typed(console, "Password: ");
        char[] second = typed(console, "Once more: ");
        try {
            if (!Arrays.equals(first, second)) {
                throw CommandException.unusable("the two passwords differ");
            }
            return new String(first);
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(second, '\0');
        }
    }

    private static char[] typed(Console console, String prompt) {
        char[] password = console.readPassword("%s", prompt);
        return password == null ? new char[0] : password;
    }
}
