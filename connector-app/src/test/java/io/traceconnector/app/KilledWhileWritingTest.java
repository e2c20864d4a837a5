package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole daemon, killed again and again while links are on their way to a Trace that cuts answers off. */
class KilledWhileWritingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 3;
    private static final int TRACES = 6;
    private static final int LINKS_A_TRACE = 4;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    /** Entries that the daemon said it had accepted, with what they hold. */
    private final Map<String, String> accepted = new LinkedHashMap<>();

    private TestingSandbox sandbox;
    private Process process;
    private String api = "";
    private int started;

    @BeforeEach
    void begin() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 50);
        process = serve();
    }

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
        sandbox.close();
        client.close();
    }

    private Process serve() throws IOException {
        Path log = directory.resolve("serve-" + started++ + ".log");
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.addAll(List.of("modules.search.enabled=false", "outbox.settle=10s", "outbox.longest-pause=1s"));
        Process daemon = ServeProcess.start(sandbox.configuration(), settings, log, Map.of());
        ServeProcess.awaitServing(daemon, log);
        api = ServeProcess.url(log, "port");
        return daemon;
    }

    @Test
    void everyAcceptedLinkIsOnTraceOnceAndInOrder() throws Exception {
        List<String> traces = new ArrayList<>();
        for (int i = 0; i < TRACES; i++) {
            traces.add(accept("/api/v1/traces", "\"workflow\":\"201\",", "0"));
        }
        sandbox.fault("cut-connection", 0.3);
        for (int kill = 0; kill < KILLS; kill++) {
            for (String trace : traces) {
                accept("/api/v1/traces/" + trace + "/links", "\"workflow\":\"201\",", Integer.toString(kill + 1));
            }
            Thread.sleep(150L * kill);
            process.destroyForcibly().waitFor();
            process = serve();
        }
        sandbox.noFaults();

        for (String entry : accepted.keySet()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    get("/api/v1/outbox/" + entry).path("state").asString())
                            .isEqualTo("done"));
        }
        for (String trace : traces) {
            List<String> notes = new ArrayList<>();
            get("/api/v1/traces/" + trace)
                    .path("links")
                    .forEach(link -> notes.add(link.path("data").path("note").asString()));
            assertThat(notes).containsExactly("0", "1", "2", "3").hasSize(LINKS_A_TRACE);
        }
    }

    /** Sends with a key until it is accepted, as an application would. */
    private String accept(String path, String more, String note) throws Exception {
        String key = UUID.randomUUID().toString();
        String body = "{" + more + "\"action\":\"comment\",\"data\":{\"note\":\"" + note + "\"}}";
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .header("Idempotency-Key", key)
                        .header("Prefer", "respond-async")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(201, 202);
        JsonNode entry = JsonLines.MAPPER.readTree(answer.body());
        accepted.put(entry.path("entry").asString(), note);
        return entry.path("trace").asString();
    }

    private JsonNode get(String path) throws Exception {
        return JsonLines.MAPPER.readTree(client.send(
                        HttpRequest.newBuilder(URI.create(api + path))
                                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
