package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.Algorithms;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyProblemsTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final OrganisationId MORE = new OrganisationId("more");

    @TempDir
    private Path directory;

    private PemFiles files;
    private KeySource rsa;
    private KeySource ed25519;

    @BeforeEach
    void writeGoodKeys() {
        files = new PemFiles(directory);
        rsa = files.write("good-rsa.pem", TestKeys.RSA.unprotectedText());
        ed25519 = files.write("good-ed25519.pem", TestKeys.ED25519.unprotectedText());
    }

    @Test
    void namesAMissingFile() {
        assertProblem(plain(directory.resolve("absent.pem")), KeyProblem.Code.KEY_FILE_MISSING, "no such file");
    }

    @Test
    void refusesWhatIsNotAKey() {
        assertProblem(files.write("text.pem", "hello"), KeyProblem.Code.KEY_MALFORMED, "");
        assertProblem(plain(files.folder("folder.pem")), KeyProblem.Code.KEY_MALFORMED, "not a PEM file");
        assertProblem(
                files.write("public.pem", TestKeys.RSA.publicKey().text()),
                KeyProblem.Code.KEY_MALFORMED,
                "is it the public half?");
        assertProblem(files.write("large.pem", "x".repeat(65 * 1024)), KeyProblem.Code.KEY_MALFORMED, "64 KiB");
    }

    @Test
    void tellsAWrongPassphraseFromAMissingAndFromAnUnreadableOne() {
        KeySource wrong = files.encrypted("wrong.pem", TestKeys.RSA, "right", "wrong");
        assertProblem(wrong, KeyProblem.Code.KEY_PASSPHRASE_WRONG, "");
        assertProblem(plain(wrong.file().orElseThrow()), KeyProblem.Code.KEY_PASSPHRASE_MISSING, "add passphrase:");
        SecretSource unset = new SecretSource("env:SURELY_NOT_SET");
        assertProblem(
                KeySource.ofFile(wrong.file().orElseThrow(), Optional.of(unset)),
                KeyProblem.Code.KEY_PASSPHRASE_UNREADABLE,
                "env:SURELY_NOT_SET");
    }

    @Test
    void refusesAnRsaKeyThatIsTooShortOrTooLong() throws Exception {
        assertProblem(pkcs8("short.pem", 1024), KeyProblem.Code.KEY_SIZE_UNSUITABLE, "");
        assertProblem(pkcs8("long.pem", 4160), KeyProblem.Code.KEY_SIZE_UNSUITABLE, "");
    }

    @Test
    void refusesADecryptionKeyThatIsNotRsa() {
        assertProblem(
                files.write("ed.pem", TestKeys.ED25519.unprotectedText()),
                KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                "must be RSA");
    }

    @Test
    void refusesTheSameKeyTwiceEvenInOtherFiles() {
        KeySource copy = files.write("copy.pem", TestKeys.RSA.unprotectedText());
        List<KeyProblem> problems = problems(Map.of(OURS, config(ed25519, rsa, copy)));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(KeyProblem.Code.KEY_DUPLICATE);
            assertThat(problem.where()).isEqualTo(copy.toString());
        });
    }

    @Test
    void refusesAKeyFileThatOthersMayReadWithTheCommandThatMendsIt() {
        Path group = files.file("group's.pem", TestKeys.RSA.unprotectedText(), "rw-r-----");
        assertProblem(
                plain(group),
                KeyProblem.Code.KEY_FILE_EXPOSED,
                "chmod 600 '" + group.toString().replace("'", "'\\''") + "'");
        Path writable = files.file("writable.pem", TestKeys.RSA.unprotectedText(), "rw----r--");
        assertProblem(plain(writable), KeyProblem.Code.KEY_FILE_EXPOSED, "chmod 600 " + writable);
    }

    @Test
    void acceptsAKeyFileThatEvenItsOwnerMayOnlyRead() {
        KeySource readOnly = plain(files.file("ro.pem", TestKeys.OTHER_RSA.unprotectedText(), "r--------"));
        Map<OrganisationId, OrganisationConfig> organisations = Map.of(OURS, config(ed25519, readOnly));
        try (KeyRing ring = new ConfiguredKeyRing(organisations, new KeysConfig(0), Algorithms.platform(), Map.of())) {
            assertThat(ring.decryptionKeys(OURS)).hasSize(1);
        }
    }

    @Test
    void tellsEveryProblemAtOnceWithOrganisationAndPath() {
        Map<OrganisationId, OrganisationConfig> organisations = new TreeMap<>(Map.of(
                OURS, config(plain(directory.resolve("none.pem")), files.write("junk.pem", "junk"), rsa),
                MORE, config(files.write("bad.pem", "bad"), plain(directory.resolve("gone.pem")))));
        KeysException refused = catchThrowableOfType(
                KeysException.class,
                () -> new ConfiguredKeyRing(organisations, new KeysConfig(0), Algorithms.platform(), Map.of()));
        assertThat(refused.problems()).hasSize(4);
        assertThat(refused).message().hasLineCount(4);
        assertThat(refused)
                .hasMessageContaining("organisation ours, " + directory.resolve("none.pem"))
                .hasMessageContaining("organisation ours, " + directory.resolve("junk.pem"))
                .hasMessageContaining("organisation more, " + directory.resolve("bad.pem"))
                .hasMessageContaining("organisation more, " + directory.resolve("gone.pem"))
                .hasMessageContaining("key_file_missing");
    }

    private void assertProblem(KeySource decryption, KeyProblem.Code code, String what) {
        assertThat(problems(Map.of(OURS, config(ed25519, decryption))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.organisation()).isEqualTo(OURS);
                    assertThat(problem.where()).isEqualTo(decryption.toString());
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.what()).contains(what);
                });
    }

    private static List<KeyProblem> problems(Map<OrganisationId, OrganisationConfig> organisations) {
        return catchThrowableOfType(
                        KeysException.class,
                        () -> new ConfiguredKeyRing(organisations, new KeysConfig(0), Algorithms.platform(), Map.of()))
                .problems();
    }

    private static OrganisationConfig config(KeySource signing, KeySource... decryption) {
        return new OrganisationConfig(List.of(decryption), signing, Optional.empty());
    }

    private static KeySource plain(Path file) {
        return KeySource.ofFile(file, Optional.empty());
    }

    private KeySource pkcs8(String name, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return files.write(name, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
}
