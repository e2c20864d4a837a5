package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private final HttpClient client = HttpClient.newHttpClient();
    private TestingSandbox sandbox;
    private TestingConnector connector;
    private CommandRun command;
    private Path policy;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
        command = new CommandRun("--management", connector.management());
        policy = Files.writeString(directory.resolve("policy.yaml"), ALL);
    }

    @AfterEach
    void end() {
        client.close();
        connector.close();
        sandbox.close();
    }

    private HttpResponse<String> get(String link) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(connector.api() + "/api/v1/links/" + link))
                        .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A link, with its trace, so that it is looked for on Trace. */
    private String anyLink() throws IOException, InterruptedException {
        String hash = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> connector.synchronised() ? connector.everyHash() : List.<String>of(),
                        all -> !all.isEmpty())
                .getFirst();
        JsonNode link = JsonLines.MAPPER.readTree(get(hash).body());
        return hash + "?trace=" + link.path("trace").stringValue();
    }

    @Test
    void theFileOfATenantThatWasMadeAtRunTimeCountsIsFollowedAndIsTakenAway() throws IOException, InterruptedException {
        String link = anyLink();
        Path relative = Path.of("").toAbsolutePath().relativize(policy);

        JsonNode made =
                command.json("tenant", "create", "acme", "--organisation", "meridian", "--policy", relative.toString());

        assertThat(Path.of(made.path("policy").stringValue()).normalize()).isEqualTo(policy);
        assertThat(Path.of(made.path("policy").stringValue())).isAbsolute();
        assertThat(get(link).statusCode()).isEqualTo(200);
        Files.writeString(policy, NOTHING);
        await().atMost(Duration.ofSeconds(30)).until(() -> get(link).statusCode(), answered -> answered == 404);
        assertThat(command.json("tenant", "change", "acme", "--no-policy").has("policy"))
                .isFalse();
        assertThat(get(link).statusCode()).as("at once").isEqualTo(200);
        command.json("tenant", "change", "acme", "--policy", policy.toString());
        assertThat(get(link).statusCode()).as("at once").isEqualTo(404);
    }

    @Test
    void anExperimentIsTold() {
        assertThat(command.json("tenant", "create", "lab", "--organisation", "meridian", "--kind", "experiment")
                        .path("kind")
                        .stringValue())
                .isEqualTo("experiment");

        assertThat(command.run("tenant", "list")).isZero();
        assertThat(command.out()).containsPattern("lab +experiment +true");
        assertThat(command.json("tenant", "change", "lab", "--alias", "l-1")
                        .path("kind")
                        .stringValue())
                .isEqualTo("experiment");
        command.json("tenant", "change", "lab", "--kind", "production");
        assertThat(command.run("tenant", "show", "l-1")).isZero();
        assertThat(command.out()).containsPattern("kind +production");
        assertThat(command.run("tenant", "change", "lab", "--kind", "toy")).isEqualTo(1);
        assertThat(command.err()).contains("production or experiment");
    }

    @Test
    void whatCannotBeUsedIsRefusedAndSpacesKeepTheirIds() throws IOException {
        JsonNode made = command.json("tenant", "create", "acme", "--organisation", "meridian", "--space", "production");
        Files.writeString(policy, "version: 1\nrows: 7\n");

        assertThat(command.run("tenant", "change", "acme", "--policy", policy.toString()))
                .isEqualTo(1);
        assertThat(command.err()).contains("policy_unusable", policy + ":2");
        assertThat(command.run("tenant", "change", "acme", "--policy", policy.toString(), "--no-policy"))
                .isEqualTo(2);
        assertThat(command.run("tenant", "change", "default", "--no-policy")).isEqualTo(1);
        JsonNode changed = command.json(
                "tenant", "change", "acme", "--space", "production=201,202", "--space", "trial", "--alias", "a-1");
        assertThat(changed.path("spaces")).hasSize(3);
        assertThat(changed.path("spaces").path(1).path("id"))
                .isEqualTo(made.path("spaces").path(1).path("id"));
        assertThat(changed.path("spaces").path(1).path("workflows")).hasSize(2);
        assertThat(command.json("tenant", "change", "a-1", "--remove-space", "trial")
                        .path("spaces"))
                .hasSize(2);
    }
}
