package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.RandomCallers.Someone;
import io.traceconnector.app.TwoTenants.Try;
import io.traceconnector.app.callers.oidc.FakeIssuer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Callers of every kind with rights at random, on every route, with whatever names something of a tenant in path, query, body, header and cursor:
 * nobody is shown what is of a tenant that they may not enter, and who may enter both is shown what is of the one that they have entered.
 */
class RandomCallersTest {

    private static final int ROUNDS = 2;
    private static final int EACH = 2;

    @TempDir
    private static Path directory;

    private static final FakeIssuer ISSUER = new FakeIssuer();
    private static TwoTenants both;
    private static final List<Owned> OWNED = new ArrayList<>();

    /** What is of a tenant: what names it, by the parameters of paths, and texts that no other has. */
    private record Owned(String tenant, Map<String, String> ids, Set<String> marks) {

        static Owned of(String tenant) {
            return OWNED.stream()
                    .filter(owned -> owned.tenant().equals(tenant))
                    .findFirst()
                    .orElseThrow();
        }

        String id(String name) {
            return ids.getOrDefault(name, "");
        }
    }

    @BeforeAll
    static void begin() throws Exception {
        both = new TwoTenants(
                directory,
                200,
                """
                tenants:
                  north: {organisations: [meridian]}
                  south: {organisations: [northsea]}
                callers:
                  integrators: {groups: {north: {staff: [connector.reader]}, south: {staff: [connector.writer]}}}
                  issuers: [{issuer: "ISSUER", audience: connector, tenant-claim: tenant, allow-private: true}]
                  proxies:
                    trusted: [127.0.0.0/8]
                    proof: {none: true}
                    tenants: [north, south]
                    group-roles:
                      connector.reader: [connector.reader]
                      connector.writer: [connector.writer]
                      connector.relay: [connector.relay]
                      connector.admin: [connector.admin]
                """.replace("ISSUER", ISSUER.url()),
                "callers.throttle.failures.free=1000000",
                "callers.throttle.failures.free-of-source=1000000");
        both.awaitSynchronised();
        String north = owner("north");
        String south = owner("south");
        OWNED.add(new Owned("north", ids("north", north), both.marks(north, south)));
        OWNED.add(new Owned("south", ids("south", south), both.marks(south, north)));
        OWNED.forEach(owned -> owned.marks().add(owned.id("operator")));
    }

    private static String owner(String tenant) throws Exception {
        return both.token(tenant, both.account(tenant, "connector.writer", "connector.relay"));
    }

    @AfterAll
    static void end() {
        both.close();
        ISSUER.close();
    }

    private static Map<String, String> ids(String tenant, String as) throws Exception {
        JsonNode found = both.everything(as);
        JsonNode link = found.path("hits").path(0);
        both.manage("/plugins", "{\"id\":\"plugin-of-" + tenant + "\",\"wanted\":[\"links:read\"]}");
        JsonNode installed = both.manage(
                "/tenants/" + tenant + "/installations",
                "{\"plugin\":\"plugin-of-" + tenant + "\",\"grants\":[\"links:read\"]}");
        both.manage(
                "/tenants/" + tenant + "/operators",
                "{\"name\":\"operator-of-" + tenant + "\",\"password\":\"correct horse battery\",\"roles\":[]}");
        Map<String, String> ids = new TreeMap<>();
        ids.put("tenant", tenant);
        ids.put("hash", link.path("linkHash").asString());
        ids.put("trace", link.path("traceId").asString());
        ids.put("id", both.account(tenant, "connector.reader").path("id").asString());
        ids.put("installation", installed.path("id").asString());
        ids.put("plugin", "plugin-of-" + tenant);
        ids.put("operator", "operator-of-" + tenant);
        ids.put("workflow", link.path("workflowId").asString());
        ids.put(
                "cursor",
                both.succeeds(Try.post("/api/v1/search", "{\"query\":\"*:*\",\"limit\":1}"), as)
                        .path("next")
                        .asString());
        both.spaces(tenant)
                .forEach(space ->
                        ids.put(space.path("kind").asString(), space.path("id").asString()));
        return ids;
    }

    private static String filled(String template, Owned of, Random random) {
        String general = of.id(random.nextBoolean() ? "trace" : "id");
        String path = template;
        for (Map.Entry<String, String> id : of.ids().entrySet()) {
            if (!id.getKey().equals("id")) {
                path = path.replace("{" + id.getKey() + "}", id.getValue());
            }
        }
        String any = path.contains("installations/") ? of.id("installation") : general;
        return path.replaceAll("\\{[^}]+}", any);
    }

    /** One request for something of a tenant, by somebody who may have entered another. */
    private static Try request(String method, String template, Owned of, Random random) {
        String path = filled(template, of, random);
        List<Map<String, String>> headers = List.of(
                Map.of(),
                Map.of("Connector-Tenant", of.id("tenant")),
                Map.of("Connector-Space", of.id("operational")),
                Map.of("Connector-Organisation", of.id("tenant").equals("north") ? "meridian" : "northsea"));
        Map<String, String> header = headers.get(random.nextInt(headers.size()));
        if (!method.equals("post") && !method.equals("put")) {
            List<String> queries = List.of(
                    "",
                    "?trace=" + of.id("trace") + "&link=" + of.id("hash"),
                    "?q=*:*&limit=200",
                    "?q=*:*&cursor=" + TwoTenants.encoded(of.id("cursor")),
                    "?wait=10ms&wait-for=" + of.id("tenant") + ":" + of.id("workflow") + ":" + of.id("hash"));
            return new Try(method, path + queries.get(random.nextInt(queries.size())), Optional.empty(), header);
        }
        List<String> bodies = List.of(
                "{}",
                "{\"query\":\"*:*\",\"limit\":200}",
                "{\"query\":\"*:*\",\"cursor\":\"" + of.id("cursor") + "\"}",
                "{\"workflow\":\"" + of.id("workflow") + "\",\"action\":\"comment\",\"data\":{\"a\":1}}",
                "{\"scopedRoles\":{\"" + of.id("operational") + "\":[\"connector.reader\"]}}",
                "{\"plugin\":\"" + of.id("plugin") + "\",\"grants\":[\"links:read\"]}",
                "{\"query\":\"{traceById(id:\\\"" + of.id("trace") + "\\\"){links(first:9){nodes{raw data}}}}\"}",
                "{\"query\":\"{workflowByRowId(rowId:" + of.id("workflow") + "){links(first:9){nodes{raw data}}}}\"}");
        return new Try(method, path, Optional.of(bodies.get(random.nextInt(bodies.size()))), header);
    }

    private static Set<String> shown(HttpResponse<String> answer, Set<String> marks, Try one) {
        Set<String> shown = new TreeSet<>(marks);
        shown.removeIf(mark -> !answer.body().contains(mark) || one.toString().contains(mark));
        return shown;
    }

    @Test
    void nobodyIsShownWhatIsOfATenantThatIsClosedToThem() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        JsonNode routes = both.described();
        int asked = 0;
        Set<String> shownToOwners = new TreeSet<>();
        for (Someone someone : everybody(random)) {
            for (Map.Entry<String, JsonNode> route : routes.properties()) {
                for (String method : route.getValue().propertyNames()) {
                    for (Try one : tries(method, route.getKey(), someone, random)) {
                        asked++;
                        shownToOwners.addAll(assertClosed(one, someone, seed));
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(1000);
        assertThat(shownToOwners)
                .as("kinds that are shown what is their own, seed " + seed)
                .hasSizeGreaterThan(3);
    }

    private static List<Someone> everybody(Random random) throws Exception {
        RandomCallers callers = new RandomCallers(both, ISSUER, random);
        List<Someone> everybody = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            everybody.addAll(callers.oneOfEach());
        }
        return everybody;
    }

    private static List<Try> tries(String method, String template, Someone someone, Random random) {
        List<Try> tries = new ArrayList<>();
        Set<String> closed = RandomCallers.closedTo(someone);
        for (int i = 0; i < EACH; i++) {
            closed.forEach(tenant -> tries.add(request(method, template, Owned.of(tenant), random)));
        }
        if (template.equals("/api/v1/search")) {
            someone.tenants()
                    .forEach(tenant -> tries.add(new Try(
                            "get",
                            template + "?q=*:*&limit=200",
                            Optional.empty(),
                            Map.of("Connector-Tenant", tenant))));
        }
        if (method.equals("get")) {
            someone.tenants().forEach(tenant -> tries.add(request(method, template, Owned.of(tenant), random)));
        }
        return tries;
    }

    /** @return somebody's kind, where they are shown something of their own */
    private static Set<String> assertClosed(Try one, Someone someone, long seed) throws Exception {
        HttpResponse<String> answer = both.ask(one, someone.credential());
        assertThat(answer.statusCode()).as("not slowed down").isNotEqualTo(429);
        Set<String> closed = new TreeSet<>(RandomCallers.closedTo(someone));
        String entered = one.headers().get("Connector-Tenant");
        if (entered != null && one.path().startsWith("/api/")) {
            RandomCallers.TENANTS.stream()
                    .filter(tenant -> !tenant.equals(entered))
                    .forEach(closed::add);
        }
        for (String tenant : closed) {
            Set<String> shown = shown(answer, Owned.of(tenant).marks(), one);
            if (one.path().contains("/audit")) {
                // A tenant's log says what its own callers have asked for: these ids too, whatever came of it.
                shown.removeAll(Owned.of(tenant).ids().values());
            }
            assertThat(shown).as("%s asks %s, seed %d", someone, one, seed).isEmpty();
        }
        boolean own = someone.tenants().stream()
                .anyMatch(
                        tenant -> !shown(answer, Owned.of(tenant).marks(), one).isEmpty());
        return own ? Set.of(someone.what()) : Set.of();
    }
}
