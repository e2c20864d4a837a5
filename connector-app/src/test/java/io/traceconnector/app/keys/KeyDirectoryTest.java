package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyDirectoryTest {

    private static final OrganisationId OURS = new OrganisationId("ours");

    @TempDir
    private Path directory;

    private Path keys;
    private PemFiles files;

    @BeforeEach
    void makeDirectory() {
        keys = new PemFiles(directory).folder("keys");
        files = new PemFiles(keys);
    }

    @Test
    void holdsEveryKeyTheLastNameFirst() {
        files.file("acme-2024.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        files.file("acme-2026.pem", TestKeys.RSA_3072.encryptedText(passphrase()), "rw-------");
        new Pkcs12Files(keys).write("acme-2025.p12", Map.of("old", TestKeys.OTHER_RSA), Pkcs12Files.AES);
        try (KeyRing ring = ring()) {
            assertThat(ring.decryptionKeys(OURS))
                    .containsExactly(
                            DecryptionKey.of(TestKeys.RSA_3072.publicKey()),
                            DecryptionKey.of(TestKeys.OTHER_RSA.publicKey()),
                            DecryptionKey.of(TestKeys.RSA.publicKey()));
        }
    }

    @Test
    void passesOverWhatLiesBesideKeys() throws IOException {
        files.folder("sub");
        files.file("..2026_11_22", "junk", "rw-r--r--");
        Files.createSymbolicLink(keys.resolve("..data"), keys.resolve("sub"));
        files.file(".hidden", "junk", "rw-r--r--");
        files.file("ssh.pub", "junk", "rw-r--r--");
        files.file("public.pem", TestKeys.RSA.publicKey().text(), "rw-r--r--");
        files.file("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "rw-r--r--");
        Path real = new PemFiles(keys.resolve("sub")).file("key", TestKeys.RSA.unprotectedText(), "r--------");
        Files.createSymbolicLink(keys.resolve("key"), real);
        try (KeyRing ring = ring()) {
            assertThat(ring.decryptionKeys(OURS)).containsExactly(DecryptionKey.of(TestKeys.RSA.publicKey()));
        }
    }

    @Test
    void tellsOfEveryOtherFileByItsName() {
        files.file("a.txt", "notes", "rw-------");
        files.file("b.pem", TestKeys.RSA.unprotectedText(), "rw-r--r--");
        files.file("c.pem", TestKeys.ED25519.unprotectedText(), "rw-------");
        files.file("d.bin", "\0\1\2", "rw-------");
        assertThat(problems())
                .extracting(KeyProblem::where, KeyProblem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(keys + "/d.bin", KeyProblem.Code.KEY_MALFORMED),
                        org.assertj.core.groups.Tuple.tuple(keys + "/c.pem", KeyProblem.Code.KEY_TYPE_UNSUITABLE),
                        org.assertj.core.groups.Tuple.tuple(keys + "/b.pem", KeyProblem.Code.KEY_FILE_EXPOSED),
                        org.assertj.core.groups.Tuple.tuple(keys + "/a.txt", KeyProblem.Code.KEY_MALFORMED));
    }

    @Test
    void refusesADirectoryThatIsOpenToOthersWithTheCommandThatMendsIt() throws IOException {
        files.file("key.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        for (String open : List.of("rwxr-x---", "rwx---r-x", "rwx----w-")) {
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString(open));
            assertThat(problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(KeyProblem.Code.KEY_FILE_EXPOSED);
                assertThat(problem.what()).endsWith("run: chmod 700 " + keys);
            });
        }
    }

    @Test
    void refusesADirectoryThatIsEmptyMissingOrNone() {
        assertThat(problems()).extracting(KeyProblem::code).containsExactly(KeyProblem.Code.KEY_STORE_EMPTY);
        keys = directory.resolve("absent");
        assertThat(problems()).extracting(KeyProblem::code).containsExactly(KeyProblem.Code.KEY_FILE_MISSING);
        keys = files.file("file.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        assertThat(problems()).extracting(KeyProblem::code).containsExactly(KeyProblem.Code.KEY_FILE_MISSING);
    }

    @Test
    void refusesMoreFilesThanItsBound() {
        for (int i = 0; i <= KeyDirectory.MAX_FILES; i++) {
            files.file("file" + i, "junk", "rw-------");
        }
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(KeyProblem.Code.KEY_TOO_MANY);
            assertThat(problem.what()).contains("256");
        });
    }

    @Test
    void runsTheCommandOfThePassphraseOnceForAllFiles() throws IOException {
        files.file("a.pem", TestKeys.RSA.encryptedText(passphrase()), "rw-------");
        files.file("b.pem", TestKeys.OTHER_RSA.encryptedText(passphrase()), "rw-------");
        Path runs = directory.resolve("runs");
        String command = "exec:sh -c 'echo run >> \"$0\"; cat \"$1\"' " + runs + " " + directory.resolve("passphrase");
        try (KeyRing ring = ring(new SecretSource(command))) {
            assertThat(ring.decryptionKeys(OURS)).hasSize(2);
        }
        assertThat(runs).hasContent("run");
    }

    private static char[] passphrase() {
        return Pkcs12Files.PASSPHRASE.toCharArray();
    }

    private List<KeyProblem> problems() {
        return catchThrowableOfType(KeysException.class, this::ring).problems();
    }

    private KeyRing ring() {
        return ring(new Pkcs12Files(directory).passphrase());
    }

    private KeyRing ring(SecretSource passphrase) {
        new Pkcs12Files(directory).passphrase();
        KeySource source = new KeySource(
                Optional.empty(),
                Optional.of(keys),
                Optional.of(passphrase),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        KeySource signing = new PemFiles(directory).write("signing.pem", TestKeys.ED25519.unprotectedText());
        return new ConfiguredKeyRing(
                Map.of(OURS, new OrganisationConfig(List.of(source), signing, Optional.empty())),
                new KeysConfig(0),
                Algorithms.platform(),
                Map.of());
    }
}
