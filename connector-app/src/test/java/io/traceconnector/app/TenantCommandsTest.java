package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator makes a tenant with a policy and changes both while the connector runs. */
final class TenantCommandsTest {

    private static final String ALL = "version: 1\n";
    private static final String NOTHING = ALL + "rows: [{entity: '*', filter: 'no.such = \"field\"'}]\n";

    @TempDir
    private Path directory;

    private TestingSandbox sandbox;
    private TestingConnector connector;
    private Path policy;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
        policy = Files.writeString(directory.resolve("policy.yaml"), ALL);
    }

    @AfterEach
    void end() {
        connector.close();
        sandbox.close();
    }

    private void seen(boolean something) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(connector.everyHash().isEmpty()).isNotEqualTo(something));
    }

    @Test
    void theFileOfATenantThatWasMadeAtRunTimeCountsIsFollowedAndIsTakenAway() throws IOException, InterruptedException {
        Path relative = Path.of("").toAbsolutePath().relativize(policy);

        JsonNode made = json("tenant", "create", "acme", "--organisation", "meridian", "--policy", relative.toString());

        assertThat(Path.of(made.path("policy").stringValue()).normalize()).isEqualTo(policy);
        assertThat(Path.of(made.path("policy").stringValue())).isAbsolute();
        seen(true);
        Files.writeString(policy, NOTHING);
        seen(false);
        assertThat(json("tenant", "change", "acme", "--no-policy").has("policy"))
                .isFalse();
        assertThat(connector.everyHash()).as("at once").isNotEmpty();
        json("tenant", "change", "acme", "--policy", policy.toString());
        assertThat(connector.everyHash()).as("at once").isEmpty();
    }

    @Test
    void whatCannotBeUsedIsRefusedAndSpacesKeepTheirIds() throws IOException {
        JsonNode made = json("tenant", "create", "acme", "--organisation", "meridian", "--space", "production");
        Files.writeString(policy, "version: 1\nrows: 7\n");

        assertThat(run("tenant", "change", "acme", "--policy", policy.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("policy_unusable", policy + ":2");
        assertThat(run("tenant", "change", "acme", "--policy", policy.toString(), "--no-policy"))
                .isEqualTo(2);
        assertThat(run("tenant", "change", "default", "--no-policy")).isEqualTo(1);
        JsonNode changed =
                json("tenant", "change", "acme", "--space", "production=201,202", "--space", "trial", "--alias", "a-1");
        assertThat(changed.path("spaces")).hasSize(3);
        assertThat(changed.path("spaces").path(1).path("id"))
                .isEqualTo(made.path("spaces").path(1).path("id"));
        assertThat(changed.path("spaces").path(1).path("workflows")).hasSize(2);
        assertThat(json("tenant", "change", "a-1", "--remove-space", "trial").path("spaces"))
                .hasSize(2);
    }

    private JsonNode json(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-o", "json"));
        assertThat(run(all.toArray(String[]::new))).as(() -> err.toString()).isZero();
        return JsonLines.MAPPER.readTree(out.toString());
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--management", connector.management()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
