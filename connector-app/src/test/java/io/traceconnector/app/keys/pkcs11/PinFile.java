package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a PIN, as an operator should keep it: for its owner alone. */
public record PinFile(Path path) {

    public SecretSource holding(String pin) {
        try {
            Files.writeString(path, pin);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new SecretSource("file:" + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
