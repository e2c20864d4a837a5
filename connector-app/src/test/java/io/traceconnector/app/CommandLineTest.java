package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CommandLineTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"rsa-2048", "ec-p256", "ed25519"})
    void generatesAKeyThatOnlyItsOwnerReads(String type) throws IOException {
        Path file = directory.resolve("key.pem");

        assertThat(run("keys", "generate", "--type", type, "--out", file.toString()))
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFiles.readPublic(directory.resolve("key.pem.pub")).fingerprint())
                .isEqualTo(KeyFiles.readPublic(file).fingerprint());
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "precious");

        assertThat(run("keys", "generate", "--type", "ed25519", "--out", file.toString()))
                .isEqualTo(2);

        assertThat(file).hasContent("precious");
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void protectsAndConvertsAKeyWithoutShowingThePassphrase() throws IOException {
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
        Path file = directory.resolve("key.pem");
        Path open = directory.resolve("open.pem");

        assertThat(run(
                        "keys",
                        "generate",
                        "--type",
                        "rsa-2048",
                        "--out",
                        file.toString(),
                        "--passphrase",
                        "file:" + passphrase))
                .isZero();
        assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(run("keys", "convert", file.toString(), "--out", open.toString()))
                .isEqualTo(2);
        assertThat(run(
                        "keys",
                        "convert",
                        file.toString(),
                        "--out",
                        open.toString(),
                        "--passphrase",
                        "file:" + passphrase))
                .isZero();

        assertThat(open).content().startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(KeyFiles.readPrivate(file, Optional.of(new SecretSource("file:" + passphrase)))
                        .publicKey()
                        .fingerprint())
                .isEqualTo(KeyFiles.readPublic(open).fingerprint());
        assertThat(out + err.toString()).doesNotContain("correct horse").doesNotContain("PRIVATE KEY");
    }

    @Test
    void sealsALinkThatVerifiesAndOpensForItsRecipientsOnly() throws IOException {
        run(
                "keys",
                "generate",
                "--type",
                "rsa-2048",
                "--out",
                directory.resolve("a.pem").toString());
        run(
                "keys",
                "generate",
                "--type",
                "rsa-3072",
                "--out",
                directory.resolve("b.pem").toString());
        run(
                "keys",
                "generate",
                "--type",
                "ed25519",
                "--out",
                directory.resolve("sign.pem").toString());
        Path draft = Files.writeString(
                directory.resolve("draft"),
                "{\"link\":{\"meta\":{\"process\":{\"name\":\"1\"},\"mapId\":\"m\",\"data\":{\"groupId\":\"7\"}}},"
                        + "\"data\":{\"port\":\"Anvers \\u00e9\",\"weight\":12345678901234567890.5}}\nnot json\n");

        String[] sealed = lines(
                "link",
                "seal",
                draft.toString(),
                "--recipient",
                directory.resolve("a.pem.pub").toString(),
                "--sign",
                directory.resolve("sign.pem").toString());
        Path link = Files.writeString(directory.resolve("link"), sealed[0]);

        assertThat(sealed[1]).contains("\"code\":\"not_json\"");
        JsonNode verdict = json(lines("link", "verify", link.toString())[0]);
        assertThat(verdict.path("valid").booleanValue()).isTrue();
        assertThat(verdict.path("hash").stringValue()).isEqualTo("absent");
        assertThat(verdict.path("signatures").get(0).path("covers").stringValue())
                .isEqualTo("all");
        JsonNode opened = json(lines(
                "link",
                "open",
                link.toString(),
                "--key",
                directory.resolve("a.pem").toString())[0]);
        assertThat(opened.path("outcome").stringValue()).isEqualTo("opened");
        assertThat(opened.path("data").path("port").stringValue()).isEqualTo("Anvers é");
        JsonNode closed = json(lines(
                "link",
                "open",
                link.toString(),
                "--key",
                directory.resolve("b.pem").toString())[0]);
        assertThat(closed.path("outcome").stringValue()).isEqualTo("not-for-us");
        assertThat(closed.has("data")).isFalse();
    }

    @Test
    void sealsAndOpensAnEnvelope() throws IOException {
        run(
                "keys",
                "generate",
                "--type",
                "rsa-2048",
                "--out",
                directory.resolve("a.pem").toString());
        Path plain = Files.writeString(directory.resolve("plain"), "{\"plaintext\":\"aGVsbG8=\"}\n");

        String sealed = lines(
                "envelope",
                "seal",
                plain.toString(),
                "--recipient",
                directory.resolve("a.pem.pub").toString())[0];
        Path envelope = Files.writeString(directory.resolve("envelope"), sealed + "\n{\"ciphertext\":\"AAAA\"}\n");
        String[] opened = lines(
                "envelope",
                "open",
                envelope.toString(),
                "--key",
                directory.resolve("a.pem").toString());

        assertThat(json(opened[0]).path("plaintext").stringValue()).isEqualTo("aGVsbG8=");
        assertThat(json(opened[1]).path("error").path("code").stringValue()).isEqualTo("envelope");
    }

    @Test
    void reportsEveryProblemOfAConfigurationWithExitCode2() throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), "http:\n  prot: 1\ntrace: {url: nowhere}\n");

        assertThat(run("check", "--config", file.toString())).isEqualTo(2);

        assertThat(out.toString())
                .contains(file + ":2: http.prot: unknown key; did you mean port?")
                .contains("trace.url");
    }

    @Test
    void asksNobodyWhereNothingIsListenedOnForApplications() throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), """
                organisations: { acme: { decryption-keys: { file: a.pem }, signing-key: { file: b.pem } } }
                http: { listen: management }
                """);

        assertThat(run("search", "*:*", "--config", file.toString(), "--token", "env:HOME"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("give --api").doesNotContain("\tat ");
    }

    @Test
    void saysThatNothingAnswersWhereNoConnectorRuns() {
        assertThat(run("sync", "status", "--management", "http://127.0.0.1:1")).isEqualTo(1);

        assertThat(err.toString()).contains("does not answer").doesNotContain("\tat ");
    }

    private int run(String... words) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private String[] lines(String... words) {
        out.getBuffer().setLength(0);
        assertThat(run(words)).as(err.toString()).isZero();
        return out.toString().split("\n");
    }

    private static JsonNode json(String line) {
        return JsonLines.MAPPER.readTree(line);
    }
}
