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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two tenants on one connector. Every route that the connector describes is asked by one tenant for what is the other's, wherever an id can stand:
 * nothing of the other's ever comes back, and what is foreign is answered like what does not exist.
 */
class TenantCrossingTest {

    private static final String UNKNOWN = "11111111-2222-4333-8444-555555555555";
    private static final int SHORTEST_MARK = 12;

    @TempDir
    private static Path directory;

    private static TestingSandbox sandbox;
    private static TestingConnector connector;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Tenant north;
    private static Tenant south;

    /**
     * A tenant with an application that may do everything with its data, and an operator who administrates it and has made a plugin that is not on
     * offer.
     */
    private record Tenant(String name, String organisation, String token, String admin, String account, String space) {

        String as(boolean administrator) {
            return administrator ? admin : token;
        }
    }

    @BeforeAll
    static void begin() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 200);
        int port = FreePort.preferring(18903);
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.remove("http.port=0");
        settings.add("http.port=" + port);
        settings.add("http.public-url=http://127.0.0.1:" + port);
        connector = TestingConnector.start(
                sandbox.givingTokensOfTwo(
                        directory.resolve("connector.yaml"),
                        "tenants:\n  north: {organisations: [meridian]}\n  south: {organisations: [northsea]}\n"),
                settings);
        north = tenant("north", "meridian");
        south = tenant("south", "northsea");
        await().atMost(Duration.ofSeconds(60)).until(connector::synchronised);
    }

    @AfterAll
    static void end() {
        CLIENT.close();
        connector.close();
        sandbox.close();
    }

    private static Tenant tenant(String name, String organisation) throws Exception {
        JsonNode spaces = JsonLines.MAPPER.readTree(connector.manage("/tenants/" + name + "/spaces"));
        ObjectNode roles = JsonLines.MAPPER.createObjectNode();
        String operational = "";
        for (JsonNode space : spaces.path("spaces")) {
            roles.putArray(space.path("id").asString()).add("connector.writer").add("connector.relay");
            operational = space.path("kind").asString().equalsIgnoreCase("operational")
                    ? space.path("id").asString()
                    : operational;
        }
        ObjectNode body = JsonLines.MAPPER.createObjectNode();
        body.set("scopedRoles", roles);
        JsonNode account = post(connector.management() + "/tenants/" + name + "/service-accounts", "", body.toString());
        String form = "grant_type=client_credentials&client_id="
                + encoded(account.path("clientId").asString()) + "&client_secret="
                + encoded(account.path("clientSecret").asString());
        HttpResponse<String> token = send(HttpRequest.newBuilder(
                        URI.create(connector.api() + "/auth/realms/" + name + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
        return new Tenant(
                name,
                organisation,
                JsonLines.MAPPER.readTree(token.body()).path("access_token").asString(),
                administrator(name),
                account.path("clientId").asString(),
                operational);
    }

    private static String administrator(String tenant) throws Exception {
        String who = "{\"name\":\"operator-of-" + tenant + "\",\"password\":\"correct horse battery\"";
        post(
                connector.management() + "/operators",
                "",
                who + ",\"tenants\":{\"" + tenant + "\":[\"connector.admin\"]}}");
        String token = post(connector.api() + "/auth/login", "", who + "}")
                .path("access_token")
                .asString();
        post(connector.api() + "/plugins", token, "{\"id\":\"plugin-of-" + tenant + "\"}");
        post(connector.api() + "/plugins/plugin-of-" + tenant + ":disable", token, "{}");
        return token;
    }

    private static JsonNode post(String url, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode search(Tenant as) throws Exception {
        return post(connector.api() + "/api/v1/search", as.token(), "{\"query\":\"*:*\",\"limit\":200}");
    }

    /** What stands for the other tenant in a request, and the texts that must not come back. */
    private record Foreign(Map<String, String> ids, String cursor, Set<String> marks) {

        Foreign unknown() {
            Map<String, String> unknown = new LinkedHashMap<>();
            ids.forEach((name, id) -> unknown.put(
                    name,
                    switch (name) {
                        case "tenant" -> "nowhere";
                        case "hash" -> "ab".repeat(32);
                        case "account" -> "9-main.nowhere.trace-connector";
                        case "plugin" -> "plugin-of-nobody";
                        case "operator" -> "operator-of-nobody";
                        default -> UNKNOWN;
                    }));
            return new Foreign(unknown, cursor, marks);
        }
    }

    private static Foreign foreign(Tenant other, Tenant asker) throws Exception {
        Set<String> seen = new TreeSet<>();
        texts(search(asker), seen);
        JsonNode all = search(other);
        Set<String> marks = new TreeSet<>();
        all.path("hits").forEach(hit -> texts(hit.path("data"), marks));
        marks.removeAll(seen);
        marks.removeIf(text -> text.length() < SHORTEST_MARK || seen.stream().anyMatch(known -> known.contains(text)));
        assertThat(marks).as("what only " + other.name() + " sees").hasSizeGreaterThan(20);
        marks.addAll(List.of(other.account(), "plugin-of-" + other.name(), "operator-of-" + other.name()));
        JsonNode link = all.path("hits")
                .valueStream()
                .filter(hit -> isOwn(hit, marks))
                .findFirst()
                .orElseThrow();
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("tenant", other.name());
        ids.put("hash", link.path("linkHash").asString());
        ids.put("id", link.path("traceId").asString(link.path("trace").asString("")));
        ids.put("account", other.account());
        ids.put("plugin", "plugin-of-" + other.name());
        ids.put("operator", "operator-of-" + other.name());
        assertThat(ids.get("id")).isNotEmpty();
        return new Foreign(ids, all.path("next").asString(""), marks);
    }

    private static boolean isOwn(JsonNode hit, Set<String> marks) {
        Set<String> texts = new TreeSet<>();
        texts(hit.path("data"), texts);
        return texts.stream().anyMatch(marks::contains);
    }

    private static boolean isOf(Foreign foreign, Tenant other) {
        return other.name().equals(foreign.ids().get("tenant"));
    }

    private static void texts(JsonNode node, Set<String> into) {
        if (node.isString()) {
            into.add(node.stringValue());
        }
        node.forEach(child -> texts(child, into));
    }

    private record Try(String method, String path, Optional<String> body, Map<String, String> headers) {}

    /** All routes of the description, each with the other's ids in every place that it has for one. */
    private static List<Try> tries(Foreign foreign, Tenant other) throws Exception {
        HttpResponse<String> described = send(HttpRequest.newBuilder(URI.create(connector.api() + "/openapi.json")));
        List<Try> tries = new ArrayList<>();
        JsonNode paths = JsonLines.MAPPER.readTree(described.body()).path("paths");
        assertThat(paths.size()).isGreaterThan(30);
        paths.propertyStream()
                .forEach(entry -> entry.getValue().propertyNames().forEach(method -> {
                    for (String id :
                            List.of(foreign.ids().get("id"), foreign.ids().get("account"))) {
                        String path = filled(entry.getKey(), foreign, id);
                        for (Map<String, String> headers : headers(foreign, other)) {
                            tries.addAll(ofRoute(method, path, foreign, headers));
                        }
                    }
                }));
        // Whoever logs out is nobody afterwards.
        tries.removeIf(one -> one.path().startsWith("/auth/logout"));
        return tries.stream().distinct().toList();
    }

    private static String filled(String template, Foreign foreign, String id) {
        return template.replace("{tenant}", foreign.ids().get("tenant"))
                .replace("{hash}", foreign.ids().get("hash"))
                .replace("{plugin}", foreign.ids().get("plugin"))
                .replace("{operator}", foreign.ids().get("operator"))
                .replaceAll("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(id.replace("/", "-")));
    }

    private static List<Map<String, String>> headers(Foreign foreign, Tenant other) {
        return List.of(
                Map.of(),
                Map.of("Connector-Tenant", foreign.ids().get("tenant")),
                Map.of("Connector-Space", isOf(foreign, other) ? other.space() : UNKNOWN),
                Map.of("Connector-Organisation", isOf(foreign, other) ? other.organisation() : "nobody"));
    }

    private static List<Try> ofRoute(String method, String path, Foreign foreign, Map<String, String> headers) {
        String query = "?trace=" + foreign.ids().get("id") + "&link="
                + foreign.ids().get("hash") + "&q=*:*&cursor=" + encoded(foreign.cursor());
        if (method.equals("get") || method.equals("delete")) {
            return List.of(
                    new Try(method, path, Optional.empty(), headers),
                    new Try(method, path + query, Optional.empty(), headers),
                    new Try(
                            method,
                            path + "?wait=10ms&wait-for=" + foreign.ids().get("tenant") + ":201:"
                                    + foreign.ids().get("hash"),
                            Optional.empty(),
                            headers));
        }
        ObjectNode body = JsonLines.MAPPER.createObjectNode();
        body.put("query", "*:*").put("cursor", foreign.cursor());
        String link = "{\"workflow\":\"201\",\"action\":\"comment\",\"data\":{\"a\":1}}";
        String graphql =
                "{\"query\":\"query($id:UUID!){traceById(id:$id){id head{raw data}}}\",\"variables\":{\"id\":\""
                        + foreign.ids().get("id") + "\"}}";
        return List.of(
                new Try(method, path, Optional.of("{}"), headers),
                new Try(method, path, Optional.of(body.toString()), headers),
                new Try(method, path, Optional.of(link), headers),
                new Try(method, path, Optional.of(graphql), headers));
    }

    private static HttpResponse<String> ask(Try one, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connector.api() + one.path()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        one.method().toUpperCase(java.util.Locale.ROOT),
                        one.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        one.headers().forEach(request::header);
        return send(request);
    }

    private static String outcome(HttpResponse<String> answer) {
        return answer.statusCode()
                + (answer.headers().firstValue("Content-Type").orElse("").contains("problem")
                        ? " "
                                + JsonLines.MAPPER
                                        .readTree(answer.body())
                                        .path("code")
                                        .asString()
                        : "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingOfAnotherTenantComesBackFromAnyRoute(boolean administrator) throws Exception {
        Foreign theirs = foreign(north, south);
        List<Try> tries = tries(theirs, north);
        List<Try> ofNobody = tries(theirs.unknown(), north);
        assertThat(tries).hasSameSizeAs(ofNobody).hasSizeGreaterThan(200);

        List<String> told = new ArrayList<>();
        for (int i = 0; i < tries.size(); i++) {
            Try one = tries.get(i);
            HttpResponse<String> answer = ask(one, south.as(administrator));
            String request = one.toString();
            for (String mark : theirs.marks()) {
                if (!request.contains(mark)) {
                    assertThat(answer.body()).as(request).doesNotContain(mark);
                }
            }
            boolean changes = one.method().equals("delete") && answer.statusCode() < 300;
            assertThat(changes).as(request).isFalse();
            String unknown = outcome(ask(ofNobody.get(i), south.as(administrator)));
            if (!isPublished(one.path()) && !outcome(answer).equals(unknown)) {
                told.add(outcome(answer) + ", not " + unknown + " at " + request);
            }
        }
        assertThat(told).as("what tells a foreign id from an unknown one").isEmpty();
    }

    /** Issuers are known to whoever verifies their tokens. */
    private static boolean isPublished(String path) {
        return path.startsWith("/auth/realms/") || path.startsWith("/.well-known/") || path.endsWith("/oauth/token");
    }

    @Test
    void theTenantItselfGetsThemByTheSameRequests() throws Exception {
        Foreign own = foreign(north, south);
        Map<String, Integer> shown = new TreeMap<>();
        for (Try one : tries(own, north)) {
            for (boolean administrator : one.headers().isEmpty() ? List.of(true, false) : List.of(false)) {
                String body = one.method().equals("get")
                        ? ask(one, north.as(administrator)).body()
                        : "";
                if (own.marks().stream().anyMatch(body::contains)) {
                    shown.merge(administrator + " " + one.path().split("[?]", 2)[0], 1, Integer::sum);
                }
            }
        }
        assertThat(shown.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10);
        assertThat(shown)
                .containsKeys(
                        "false /api/v1/search",
                        "true /tenants/north/operators",
                        "true /tenants/north/operators/operator-of-north",
                        "true /tenants/north/service-accounts",
                        "true /plugins",
                        "true /plugins/plugin-of-north");
    }
}
