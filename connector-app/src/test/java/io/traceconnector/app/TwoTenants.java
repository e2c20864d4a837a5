package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sandbox and one connector in front of it: tenant {@code north} has organisation {@code meridian}, {@code south} has {@code northsea}; both give out tokens. */
final class TwoTenants implements AutoCloseable {

    private static final int SHORTEST_MARK = 12;

    final TestingSandbox sandbox;
    final TestingConnector connector;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param tenants members of the configuration, those of the tenants among them */
    TwoTenants(Path directory, int links, String tenants, String... settings) throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), links);
        int port = FreePort.preferring(18903);
        List<String> all = TestingConnector.settings(directory.resolve("connector"));
        all.remove("http.port=0");
        all.add("http.port=" + port);
        all.add("http.public-url=http://127.0.0.1:" + port);
        all.addAll(List.of(settings));
        connector =
                TestingConnector.start(sandbox.givingTokensOfTwo(directory.resolve("connector.yaml"), tenants), all);
    }

    void awaitSynchronised() {
        await().atMost(Duration.ofSeconds(60)).until(connector::synchronised);
    }

    /** A service account with the same roles in both spaces of a tenant. */
    JsonNode account(String tenant, String... roles) throws Exception {
        ObjectNode scoped = JsonLines.MAPPER.createObjectNode();
        for (JsonNode space : spaces(tenant)) {
            ArrayNode inSpace = scoped.putArray(space.path("id").asString());
            List.of(roles).forEach(inSpace::add);
        }
        ObjectNode body = JsonLines.MAPPER.createObjectNode();
        body.set("scopedRoles", scoped);
        return manage("/tenants/" + tenant + "/service-accounts", body.toString());
    }

    JsonNode spaces(String tenant) throws Exception {
        return JsonLines.MAPPER
                .readTree(connector.manage("/tenants/" + tenant + "/spaces"))
                .path("spaces");
    }

    /** {@code Bearer} and a token for an account. */
    String token(String tenant, JsonNode account) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(connector.api() + "/auth/realms/" + tenant + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + encoded(account.path("clientId").asString()) + "&client_secret="
                        + encoded(account.path("clientSecret").asString()))));
        return "Bearer " + json(answer).path("access_token").asString();
    }

    /** A command on the management port, which succeeds. */
    JsonNode manage(String path, String body) throws Exception {
        return json(send(HttpRequest.newBuilder(URI.create(connector.management() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    /** A request to the listener for applications. */
    record Try(String method, String path, Optional<String> body, Map<String, String> headers) {

        Try(String method, String path, Optional<String> body) {
            this(method, path, body, Map.of());
        }

        static Try get(String path) {
            return new Try("get", path, Optional.empty());
        }

        static Try post(String path, String body) {
            return new Try("post", path, Optional.of(body));
        }
    }

    /** @param as the header {@code Authorization}, as {@link #token} gives it */
    HttpResponse<String> ask(Try one, String as) throws Exception {
        return ask(one, Map.of("Authorization", as));
    }

    /** @param as the headers that say who asks */
    HttpResponse<String> ask(Try one, Map<String, String> as) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connector.api() + one.path()))
                .header("Content-Type", "application/json")
                .method(
                        one.method().toUpperCase(Locale.ROOT),
                        one.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        one.headers().forEach(request::header);
        as.forEach(request::header);
        return send(request);
    }

    JsonNode succeeds(Try one, Map<String, String> as) throws Exception {
        return json(ask(one, as));
    }

    JsonNode succeeds(Try one, String as) throws Exception {
        return json(ask(one, as));
    }

    /** The description of all routes: paths and what stands below them. */
    JsonNode described() throws Exception {
        return json(send(HttpRequest.newBuilder(URI.create(connector.api() + "/openapi.json"))))
                .path("paths");
    }

    /** All that is found, up to 200 links. */
    JsonNode everything(String as) throws Exception {
        return succeeds(Try.post("/api/v1/search", "{\"query\":\"*:*\",\"limit\":200}"), as);
    }

    /** Texts in the data that one finds and another does not: what must not reach the other. */
    Set<String> marks(String one, String other) throws Exception {
        Set<String> seen = new TreeSet<>();
        texts(everything(other), seen);
        Set<String> marks = new TreeSet<>();
        everything(one).path("hits").forEach(hit -> texts(hit.path("data"), marks));
        marks.removeAll(seen);
        marks.removeIf(text -> text.length() < SHORTEST_MARK || seen.stream().anyMatch(known -> known.contains(text)));
        assertThat(marks).hasSizeGreaterThan(5);
        return marks;
    }

    static void texts(JsonNode node, Set<String> into) {
        if (node.isString()) {
            into.add(node.stringValue());
        }
        node.forEach(child -> texts(child, into));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Status, and the code of a problem. */
    static String outcome(HttpResponse<String> answer) {
        boolean problem = answer.headers().firstValue("Content-Type").orElse("").contains("problem");
        return answer.statusCode()
                + (problem
                        ? " "
                                + JsonLines.MAPPER
                                        .readTree(answer.body())
                                        .path("code")
                                        .asString("")
                        : "");
    }

    @Override
    public void close() {
        client.close();
        connector.close();
        sandbox.close();
    }
}
