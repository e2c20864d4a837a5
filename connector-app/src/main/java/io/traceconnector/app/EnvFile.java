package io.traceconnector.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of {@code NAME=value} lines that a shell can read: values need no quotes. Written whole or not at all. */
record EnvFile(Map<String, String> values) {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9:/._-]+");

    static EnvFile read(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new EnvFile(values);
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the sandbox did not say " + name);
        }
        return value;
    }

    void write(Path file) throws IOException {
        values.forEach((name, value) -> {
            if (!VALUE.matcher(value).matches()) {
                throw CommandException.failed(name + " cannot be written to " + file
                        + ": a shell would need quotes; choose a --data directory without such characters");
            }
        });
        Path whole = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(
                whole,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(whole, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
