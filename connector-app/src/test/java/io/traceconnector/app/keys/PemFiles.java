package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes key files as an operator should: for the owner alone. */
public record PemFiles(Path directory) {

    public KeySource write(String name, String text) {
        return KeySource.ofFile(file(name, text, "rw-------"), Optional.empty());
    }

    KeySource encrypted(String name, PrivateKeyPem key, String passphrase, String given) {
        Path secret = file(name + ".pass", given + "\n", "rw-------");
        Path file = file(name, key.encryptedText(passphrase.toCharArray()), "rw-------");
        return KeySource.ofFile(file, Optional.of(new SecretSource("file:" + secret)));
    }

    public Path file(String name, String text, String permissions) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(String name) {
        try {
            return Files.createDirectory(
                    directory.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<OrganisationId, OrganisationConfig> configure(Map<OrganisationId, Custody> held) {
        Map<OrganisationId, OrganisationConfig> organisations = new LinkedHashMap<>();
        held.forEach((organisation, custody) -> organisations.put(
                organisation,
                new OrganisationConfig(
                        custody.decryption().stream()
                                .map(key -> write(
                                        organisation + "-" + key.publicKey().fingerprint(), key.unprotectedText()))
                                .toList(),
                        write(organisation + "-signing", custody.signing().unprotectedText()),
                        Optional.empty())));
        return organisations;
    }
}
