package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BenchCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void measuresEveryProviderWithAKeyThatIsThrownAway() {
        assertThat(run("bench", "unwrap", "--threads", "2", "--seconds", "1", "-o", "json"))
                .as(err.toString())
                .isZero();

        JsonNode answer = JsonLines.MAPPER.readTree(out.toString());
        assertThat(answer.propertyNames()).containsExactly("provider", "opsPerSecond", "providers");
        String serving = answer.path("provider").stringValue();
        assertThat(answer.path("providers").propertyNames())
                .contains(serving, "BC")
                .hasSizeGreaterThan(1);
        assertThat(answer.path("opsPerSecond").doubleValue())
                .isPositive()
                .isEqualTo(answer.path("providers").path(serving).doubleValue());
    }

    @Test
    void measuresSigningWithAKeyInAFile() throws IOException {
        Path key = key("ec-p256", "sign.pem");

        assertThat(run("bench", "sign", "--key", key.toString(), "--seconds", "1"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .startsWith("key " + KeyFiles.readPublic(key).fingerprint().hex())
                .contains("operations/s", "serves", "BC");
    }

    @Test
    void measuresTheNewestKeyOfEveryOrganisationThatIsConfigured() throws IOException {
        Path first = key("rsa-2048", "first.pem");
        Path old = key("rsa-2048", "old.pem");
        Path second = key("rsa-2048", "second.pem");
        Path sign = key("ed25519", "sign.pem");
        Path config =
                Files.writeString(directory.resolve("connector.yaml"), """
                organisations:
                  first: {decryption-keys: [{file: %s}, {file: %s}], signing-key: {file: %s}}
                  second: {decryption-keys: [{file: %s}], signing-key: {file: %s}}
                """.formatted(first, old, sign, second, sign));

        List<JsonNode> all = objects("bench", "unwrap", "--config", config.toString(), "--seconds", "1", "-o", "json");
        assertThat(all)
                .extracting(each -> each.path("organisation").stringValue())
                .containsExactly("first", "second");
        assertThat(all).extracting(each -> each.path("key").stringValue()).containsExactly(id(first), id(second));

        List<JsonNode> one = objects(
                "bench",
                "unwrap",
                "--config",
                config.toString(),
                "--key-id",
                id(old).substring(0, 12),
                "--seconds",
                "1",
                "-o",
                "json");
        assertThat(one).hasSize(1);
        assertThat(one.getFirst().propertyNames()).containsExactly("provider", "opsPerSecond", "providers");

        assertThat(run("bench", "sign", "--config", config.toString(), "--organisation", "third"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no such key");
    }

    @Test
    void refusesAKeyThatCannotUnwrap() throws IOException {
        Path key = key("ed25519", "sign.pem");

        assertThat(run("bench", "unwrap", "--key", key.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("must be RSA").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--threads 0",
                "--threads 1025",
                "--seconds 0",
                "--seconds 601",
                "--key a --config b",
                "--passphrase env:NAME",
                "--organisation a"
            })
    void refusesWhatIsOutOfBounds(String options) {
        assertThat(run(("bench unwrap " + options).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("--");
        assertThat(out.toString()).isEmpty();
    }

    private Path key(String type, String name) {
        Path file = directory.resolve(name);
        assertThat(run("keys", "generate", "--type", type, "--out", file.toString()))
                .isZero();
        out.getBuffer().setLength(0);
        return file;
    }

    private static String id(Path key) {
        return KeyFiles.readPublic(key).fingerprint().hex();
    }

    private List<JsonNode> objects(String... words) {
        out.getBuffer().setLength(0);
        assertThat(run(words)).as(err.toString()).isZero();
        return out.toString().lines().map(JsonLines.MAPPER::readTree).toList();
    }

    private int run(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
