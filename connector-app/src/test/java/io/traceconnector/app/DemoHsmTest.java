package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.pkcs11.PinFile;
import io.traceconnector.app.keys.pkcs11.SoftHsm;
import io.traceconnector.app.keys.pkcs11.SoftHsmToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The demo with our keys made inside a token, as a process of its own. */
class DemoHsmTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private SoftHsm hsm;
    private Path data;

    @BeforeEach
    void start() {
        hsm = SoftHsm.start(directory);
        data = directory.resolve("demo");
    }

    @Test
    void findsEveryLinkVerifiedWithKeysThatNeverLeaveATokenOfItsOwn() throws Exception {
        findsEveryLinkVerified("--hsm", hsm.library().toString());

        SoftHsmToken token = ownToken();
        assertThat(token.objects())
                .containsPattern("Private Key Object; EC\\s+label: +meridian-signing")
                .containsPattern("Private Key Object; RSA\\s+label: +meridian-encryption\\s")
                .containsPattern("Private Key Object; RSA\\s+label: +meridian-encryption-old")
                .doesNotContainPattern("Access: +(.*, )?extractable");
        assertThat(token.objects().split("never extractable", -1)).hasSize(4);
        assertThat(filesWithPrivateKeys()).noneMatch(name -> name.matches("meridian-(signing|encryption).*"));
        byte[] key = Files.readAllBytes(data.resolve("keys/meridian-encryption.pub"));
        byte[] links = Files.readAllBytes(data.resolve("trace/links.dat"));

        findsEveryLinkVerified("--hsm", hsm.library().toString());

        assertThat(data.resolve("keys/meridian-encryption.pub")).hasBinaryContent(key);
        assertThat(data.resolve("trace/links.dat")).hasBinaryContent(links);
    }

    @Test
    void usesATokenThatIsNamed() throws Exception {
        SoftHsmToken token = hsm.token("mine", "4321");
        SecretSource pin = new PinFile(directory.resolve("pin")).holding(token.pin());

        findsEveryLinkVerified("--hsm", hsm.library().toString(), "--hsm-token", "mine", "--hsm-pin", pin.reference());

        assertThat(token.objects()).contains("meridian-signing", "meridian-encryption-old");
    }

    private void findsEveryLinkVerified(String... options) throws Exception {
        Path environment = data.resolve("demo.env");
        Files.deleteIfExists(environment);
        Process demo = demo(options);
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(environment) || !demo.isAlive());
            assertThat(environment).as(() -> read(directory.resolve("out"))).exists();
            EnvFile values = EnvFile.read(environment);
            long expected = Long.parseLong(values.get("LINKS_FOR_US"));
            assertThat(expected).isPositive();
            await().atMost(PATIENCE).until(() -> total(values, "link.verified:true") == expected);
            assertThat(total(values, "*:*")).isEqualTo(expected);
        } finally {
            demo.destroy();
            demo.waitFor();
        }
    }

    private Process demo(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.traceconnector.app.Main",
                "demo",
                "--links",
                "200",
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().putAll(hsm.environment());
        return builder.start();
    }

    private static long total(EnvFile values, String query) throws InterruptedException {
        ObjectNode body =
                JsonLines.MAPPER.createObjectNode().put("query", query).put("limit", 1);
        return new ApiClient(values.get("API"), Optional.of(values.get("TOKEN")))
                .post("/api/v1/search", body)
                .path("total")
                .longValue();
    }

    private SoftHsmToken ownToken() throws IOException {
        return new SoftHsmToken(
                SoftHsm.at(data.resolve("hsm")), DemoHsm.NAME, Files.readString(data.resolve("hsm/pin")), data);
    }

    private List<String> filesWithPrivateKeys() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(DemoHsmTest::holdsPrivateKey)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean holdsPrivateKey(Path file) {
        return read(file).contains("PRIVATE KEY");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
