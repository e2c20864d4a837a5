package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Keys come and go while a connector serves, and before they go it can be said what would be lost. */
class KeyRotationTest {

    private static final int LINKS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path configuration;
    private Path newer;
    private Path older;

    @BeforeAll
    static void fill() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, LINKS);
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    /** A configuration of this test's own, whose keys it may change. */
    @BeforeEach
    void configure() throws IOException {
        newer = sandbox.key("meridian-encryption.pem");
        older = sandbox.key("meridian-encryption-old.pem");
        configuration = directory.resolve("connector.yaml");
        use(newer, older);
    }

    @Test
    void deliversWhatANewKeyOpensAsSoonAsTheConfigurationNamesItWithoutDroppingARequest() throws Exception {
        use(newer);
        try (TestingConnector connector = start()) {
            await().atMost(PATIENCE).until(connector::synchronised);
            assertThat(total(connector)).isPositive().isLessThan(sandbox.linksForUs());
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            Thread asking = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    total(connector);
                    answers.incrementAndGet();
                }
            });

            use(newer, older);

            await().atMost(PATIENCE).until(() -> total(connector) == sandbox.linksForUs());
            enough.set(true);
            asking.join();
            // Each answer but a good one would have ended the thread, and the count with it.
            assertThat(answers).hasValueGreaterThan(10);
            assertThat(asking.isAlive()).isFalse();
            assertThat(connector.everyHash()).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
        }
    }

    @Test
    void keepsTheOldKeysAndSaysSoWhereTheNewOnesCannotBeLoaded() throws Exception {
        try (TestingConnector connector = start()) {
            await().atMost(PATIENCE).until(() -> total(connector) == sandbox.linksForUs());

            use(newer, directory.resolve("absent.pem"));

            assertThat(run("keys", "rotate", "--management", connector.management()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("keys_not_loaded", "absent.pem").doesNotContain("\tat ");
            JsonNode keys = json("keys", "status", "--management", connector.management(), "-o", "json");
            assertThat(keys.path("problem").stringValue()).contains("absent.pem");
            assertThat(keys.path("organisations").get(0).path("decryption")).hasSize(2);

            use(newer, older);

            await().atMost(PATIENCE).until(() -> run("keys", "status", "--management", connector.management()) == 0);
        }
    }

    @Test
    void loadsTheKeysAnewWhenTheProcessIsHungUpOn() throws Exception {
        use(newer);
        Path log = directory.resolve("serve.log");
        Process process = serve(log, "keys.watch-interval=1h");
        try {
            ServeProcess.awaitServing(process, log);

            use(newer, older);
            // The file alone is not looked at for an hour.
            assertThat(Files.readString(log)).doesNotContain("loaded anew");
            hangUp(process);

            await().atMost(PATIENCE).until(() -> Files.readString(log).contains("the keys have been loaded anew"));
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void isHungUpOnWhileItStartsAndGoesOn() throws Exception {
        Path log = directory.resolve("serve.log");
        Process process = serve(log, "keys.watch-interval=1h");
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(log).contains("security providers are chosen"));
            hangUp(process);

            ServeProcess.awaitServing(process, log);
            await().atMost(PATIENCE).until(() -> Files.readString(log).contains("the keys have been loaded anew"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void hangUp(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void saysHowManyLinksNobodyCouldReadWithoutAKey() throws Exception {
        long withNewerOnly;
        use(newer);
        try (TestingConnector connector = start()) {
            await().atMost(PATIENCE).until(connector::synchronised);
            withNewerOnly = total(connector);
        }
        use(newer, older);

        run("keys", "plan", "--remove", older.toString(), "-o", "json", "--config", configuration.toString());
        JsonNode plan = JsonLines.MAPPER.readTree(out.toString());

        assertThat(plan.path("complete").booleanValue()).isTrue();
        assertThat(plan.path("unreadable").longValue()).isEqualTo(sandbox.linksForUs() - withNewerOnly);
        assertThat(plan.path("workflows").size()).isGreaterThan(3);
    }

    @Test
    void refusesToPlanForAKeyThatIsNotThere() {
        assertThat(run("keys", "plan", "--remove", "0123456789", "--config", configuration.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none of the configured decryption keys");
    }

    @Test
    void provesThatABackupOpensLinksAndShowsWhen() throws Exception {
        Path backup = Files.copy(older, directory.resolve("backup.pem"));

        assertThat(run(
                        "keys",
                        "drill",
                        "--file",
                        backup.toString(),
                        "--sample",
                        "5",
                        "--config",
                        configuration.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).containsPattern("opened +[1-9]").containsPattern("failed +0");

        try (TestingConnector connector = start()) {
            JsonNode keys = json("keys", "status", "--management", connector.management(), "-o", "json");
            JsonNode decryption = keys.path("organisations").get(0).path("decryption");
            assertThat(decryption.get(0).has("drilledAt")).isFalse();
            assertThat(Instant.parse(decryption.get(1).path("drilledAt").stringValue()))
                    .isBefore(Instant.now());
        }
    }

    @Test
    void failsADrillWithAKeyThatOpensNothing() {
        Path stranger = directory.resolve("stranger.pem");
        KeyFiles.writePrivate(stranger, PrivateKeyPem.generate(KeySpec.RSA_2048), Optional.empty());

        assertThat(run("keys", "drill", "--file", stranger.toString(), "--config", configuration.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("no link of our workflows is encrypted for this key");
    }

    private void use(Path... decryption) throws IOException {
        String standard = Files.readString(sandbox.configuration());
        StringBuilder keys = new StringBuilder();
        for (Path key : decryption) {
            keys.append("      - {file: \"").append(key).append("\"}\n");
        }
        String mine = standard.replaceAll(
                "(    decryption-keys:\n)(      - [^\n]*\n)+", "$1" + Matcher.quoteReplacement(keys.toString()));
        assertThat(mine).contains(decryption[0].toString());
        Files.writeString(configuration, mine);
        Files.setLastModifiedTime(configuration, FileTime.from(Instant.now()));
    }

    private TestingConnector start() throws IOException {
        return TestingConnector.start(configuration, TestingConnector.settings(directory));
    }

    private Process serve(Path log, String setting) throws IOException {
        List<String> settings = TestingConnector.settings(directory);
        settings.removeIf(each -> each.startsWith("keys.watch-interval"));
        settings.add(setting);
        return ServeProcess.start(configuration, settings, log, Map.of());
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        if (all.contains("--config")) {
            all.addAll(List.of("--set", "data.directory=" + directory.resolve("data")));
        }
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private JsonNode json(String... words) {
        run(words);
        return JsonLines.MAPPER.readTree(out.toString());
    }

    private static long total(TestingConnector connector) {
        try {
            return connector.search("*:*", 0, Optional.empty()).path("total").longValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
