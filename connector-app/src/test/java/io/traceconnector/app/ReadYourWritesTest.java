package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealConfig;
import io.traceconnector.app.seal.SealedLink;
import io.traceconnector.app.seal.Sealer;
import io.traceconnector.app.stream.WritePosition;
import io.traceconnector.app.trace.Sending;
import io.traceconnector.app.trace.TraceClient;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Search right after a write, with a connector that looks for news once an hour only. */
class ReadYourWritesTest {

    private static final WorkflowId WORKFLOW = new WorkflowId("201");

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;
    private static OrganisationId ours;
    private static ConfiguredKeyRing keys;
    private static TraceClient trace;
    private static Sealer sealer;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void begin(@TempDir Path pins) throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, 60);
        ConnectorConfig config = Settings.read(ConfigSource.read(
                        Optional.of(sandbox.configuration()), List.of("trace.retries.base=10ms"), Map.of()))
                .connector();
        ours = config.organisations().keySet().iterator().next();
        keys = new ConfiguredKeyRing(config.organisations(), config.keys(), Algorithms.platform(), Map.of());
        trace = new TraceClient(config.trace(), keys, new SimpleMeterRegistry());
        sealer = new Sealer(
                new SealConfig(Duration.ofMinutes(5), 10, 1 << 20),
                Map.of(),
                trace,
                keys,
                Algorithms.platform(),
                pins,
                Clock.systemUTC());
    }

    @AfterAll
    static void end() {
        sealer.close();
        trace.close();
        keys.close();
        sandbox.close();
    }

    /** A first link whose data has this word. */
    private static WritePosition write(TraceId id, String word) {
        SealedLink link = sealer.seal(
                new LinkRequest(
                        ours,
                        WORKFLOW,
                        id,
                        true,
                        new Change.Act("order-placed"),
                        Optional.empty(),
                        Optional.of(Json.of(("{\"mark\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8))),
                        List.of(),
                        List.of(),
                        Instant.now()),
                Optional.empty());
        Sending sent = trace.send(ours, link.raw(), link.form(), Duration.ofSeconds(20));
        assertThat(sent).isInstanceOf(Sending.Accepted.class);
        return new WritePosition(new Feed(ours, WORKFLOW), link.hash());
    }

    private static TraceId id() {
        return new TraceId(UUID.randomUUID().toString());
    }

    private TestingConnector start() throws IOException {
        TestingConnector connector = TestingConnector.start(sandbox, directory, "stream.poll-interval=1h");
        await().atMost(Duration.ofSeconds(60)).until(connector::synchronised);
        return connector;
    }

    private JsonNode ask(TestingConnector connector, String path, WritePosition position, String wait)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(connector.api() + path + "wait=" + wait + "&wait-for="
                        + URLEncoder.encode(position.toString(), StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .build();
        return JsonLines.MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void assertFound(TestingConnector connector, String word, WritePosition position) throws Exception {
        JsonNode found = ask(connector, "/api/v1/search?q=mark:" + word + "&", position, "60s");
        assertThat(found.path("hits").findValuesAsString("linkHash"))
                .as(found.toString())
                .contains(position.hash().hex());
    }

    @Test
    void whatWasWrittenIsFoundAtOnceAndAfterARestart() throws Exception {
        WritePosition first;
        try (TestingConnector connector = start()) {
            TraceId id = id();
            first = write(id, "wordnull");
            assertFound(connector, "wordnull", first);
            for (int i = 1; i <= 10; i++) {
                String word = "word" + "abcdefghijk".charAt(i);
                assertFound(connector, word, write(id(), word));
            }
            JsonNode links = ask(connector, "/api/v1/traces/" + id + "?", first, "60s");
            assertThat(links.path("links")).hasSize(1);
        }
        try (TestingConnector connector = start()) {
            assertFound(connector, "wordnull", first);
            assertFound(connector, "wordlast", write(id(), "wordlast"));
        }
    }

    @Test
    void whatIsNotThereYetIsNeverAnsweredWithoutIt() throws Exception {
        try (TestingConnector connector = start()) {
            TraceId id = id();
            assertFound(connector, "wordone", write(id, "wordone"));
            sandbox.fault("server-error", 1);
            try {
                WritePosition never = new WritePosition(new Feed(ours, WORKFLOW), new LinkHash("ab".repeat(32)));
                JsonNode notYet = ask(connector, "/api/v1/search?q=mark:wordone&", never, "300ms");
                assertThat(notYet.path("code").asString()).isEqualTo("not_yet");
                assertThat(notYet.path("passed").asLong()).isPositive();
            } finally {
                sandbox.noFaults();
            }
            WritePosition other = new WritePosition(new Feed(ours, WORKFLOW), new LinkHash("ab".repeat(32)));
            JsonNode notYet = ask(connector, "/api/v1/traces/" + id + "?", other, "300ms");
            assertThat(notYet.path("code").asString()).isEqualTo("not_yet");
        }
    }
}
