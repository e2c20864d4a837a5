package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.TwoTenants.Try;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

    @TempDir
    private static Path directory;

    private static TwoTenants both;
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
        both = new TwoTenants(
                directory,
                200,
                "tenants:\n  north: {organisations: [meridian]}\n  south: {organisations: [northsea]}\n");
        north = tenant("north", "meridian");
        south = tenant("south", "northsea");
        both.awaitSynchronised();
    }

    @AfterAll
    static void end() {
        both.close();
    }

    private static Tenant tenant(String name, String organisation) throws Exception {
        String operational = both.spaces(name)
                .valueStream()
                .filter(space -> space.path("kind").asString().equals("operational"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        JsonNode account = both.account(name, "connector.writer", "connector.relay");
        return new Tenant(
                name,
                organisation,
                both.token(name, account),
                administrator(name),
                account.path("clientId").asString(),
                operational);
    }

    private static String administrator(String tenant) throws Exception {
        String who = "{\"name\":\"operator-of-" + tenant + "\",\"password\":\"correct horse battery\"";
        both.manage("/operators", who + ",\"tenants\":{\"" + tenant + "\":[\"connector.admin\"]}}");
        String token = "Bearer "
                + both.succeeds(Try.post("/auth/login", who + "}"), Map.of())
                        .path("access_token")
                        .asString();
        both.succeeds(Try.post("/plugins", "{\"id\":\"plugin-of-" + tenant + "\"}"), token);
        both.succeeds(Try.post("/plugins/plugin-of-" + tenant + ":disable", "{}"), token);
        return token;
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
        Set<String> marks = both.marks(other.token(), asker.token());
        assertThat(marks).as("what only " + other.name() + " sees").hasSizeGreaterThan(20);
        marks.addAll(List.of(other.account(), "plugin-of-" + other.name(), "operator-of-" + other.name()));
        JsonNode all = both.everything(other.token());
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
        TwoTenants.texts(hit.path("data"), texts);
        return texts.stream().anyMatch(marks::contains);
    }

    private static boolean isOf(Foreign foreign, Tenant other) {
        return other.name().equals(foreign.ids().get("tenant"));
    }

    /** All routes of the description, each with the other's ids in every place that it has for one. */
    private static List<Try> tries(Foreign foreign, Tenant other) throws Exception {
        List<Try> tries = new ArrayList<>();
        JsonNode paths = both.described();
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
                + foreign.ids().get("hash") + "&q=*:*&cursor=" + TwoTenants.encoded(foreign.cursor());
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
            HttpResponse<String> answer = both.ask(one, south.as(administrator));
            String request = one.toString();
            for (String mark : theirs.marks()) {
                if (!request.contains(mark)) {
                    assertThat(answer.body()).as(request).doesNotContain(mark);
                }
            }
            boolean changes = one.method().equals("delete") && answer.statusCode() < 300;
            assertThat(changes).as(request).isFalse();
            String unknown = TwoTenants.outcome(both.ask(ofNobody.get(i), south.as(administrator)));
            if (!isPublished(one.path()) && !TwoTenants.outcome(answer).equals(unknown)) {
                told.add(TwoTenants.outcome(answer) + ", not " + unknown + " at " + request);
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
                        ? both.ask(one, north.as(administrator)).body()
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
