package io.traceconnector.app;

import io.traceconnector.app.config.ConfigSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole connector in this process in front of a sandbox, with short pauses. */
final class TestingConnector implements AutoCloseable {

    static final String TOKEN = "a-token-for-tests-only-0123456789";

    private final Connector connector;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestingConnector(Connector connector) {
        this.connector = connector;
    }

    /** @param more options beside those of every test */
    static TestingConnector start(TestingSandbox sandbox, Path data, String... more) throws IOException {
        List<String> settings = settings(data);
        settings.addAll(List.of(more));
        return start(sandbox.configuration(), settings);
    }

    /** With a configuration of its own, which may change while it runs. */
    static TestingConnector start(Path configuration, List<String> settings) {
        Supplier<Settings> read =
                () -> Settings.read(ConfigSource.read(Optional.of(configuration), settings, Map.of()));
        return new TestingConnector(Connector.start(read.get(), read));
    }

    /** Options for a connector of its own under a directory. */
    static List<String> settings(Path data) throws IOException {
        Path token = data.resolve("token");
        Files.createDirectories(data);
        Files.writeString(token, TOKEN);
        return new ArrayList<>(List.of(
                "http.port=0",
                "http.management-port=0",
                "http.drain=1s",
                "callers.tokens=file:" + token,
                "data.directory=" + data.resolve("data"),
                "keys.watch-interval=200ms",
                "stream.poll-interval=200ms",
                "stream.retry.first=100ms",
                "stream.retry.longest=500ms",
                "stream.sweep.first=200ms",
                "stream.sweep.longest=1s",
                "trace.retries.base=50ms"));
    }

    String api() {
        return "http://" + connector.applications();
    }

    String management() {
        return "http://" + connector.management();
    }

    /** The body of a management route. */
    String manage(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(management() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    boolean synchronised() {
        return connector.synchronisation().complete();
    }

    JsonNode search(String query, int limit, Optional<String> cursor) throws InterruptedException {
        ObjectNode body =
                JsonLines.MAPPER.createObjectNode().put("query", query).put("limit", limit);
        cursor.ifPresent(text -> body.put("cursor", text));
        return new ApiClient(api(), Optional.of(TOKEN)).post("/api/v1/search", body);
    }

    /** The hashes of every hit, in the order of the pages; a hash that is found twice is there twice. */
    List<String> everyHash() throws InterruptedException {
        List<String> hashes = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = search("*:*", 200, cursor);
            page.path("hits").forEach(hit -> hashes.add(hit.path("linkHash").stringValue()));
            cursor = Optional.of(page.path("next")).filter(JsonNode::isString).map(JsonNode::stringValue);
        } while (cursor.isPresent());
        return hashes;
    }

    HttpResponse<String> graphql(String token, String document, String variables)
            throws IOException, InterruptedException {
        ObjectNode body = JsonLines.MAPPER.createObjectNode().put("query", document);
        body.set("variables", JsonLines.MAPPER.readTree(variables));
        return client.send(
                HttpRequest.newBuilder(URI.create(api() + "/trace/graphql"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        connector.close();
    }
}
