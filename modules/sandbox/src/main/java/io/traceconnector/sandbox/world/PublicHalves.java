package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Public keys in files {@code NAME.pub}, where the private ones are not in {@code NAME.pem} but with somebody else. */
record PublicHalves(Path directory) {

    /** @param name of the file in which the private half would be */
    boolean has(String name) {
        return Files.exists(file(name));
    }

    Path file(String name) {
        return directory.resolve(name.substring(0, name.length() - ".pem".length()) + ".pub");
    }

    /** @throws IllegalArgumentException where it is missing or unusable */
    PublicKeyPem read(String name) throws IOException {
        Path file = file(name);
        try {
            return PublicKeyPem.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is missing", e);
        } catch (FormatException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    void write(String name, PublicKeyPem key) throws IOException {
        SafeFiles.writeSecret(file(name), key.text());
    }
}
