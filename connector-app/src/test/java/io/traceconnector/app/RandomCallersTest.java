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
    private static final Map<String, Set<String>> MARKS = new TreeMap<>();
    private static final Map<String, Map<String, String>> IDS = new TreeMap<>();

    @BeforeAll
    static void begin() throws Exception {
        both = new TwoTenants(directory, 200, """
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
                """.replace("ISSUER", ISSUER.url()));
        both.awaitSynchronised();
        Map<String, String> owners = new TreeMap<>();
        for (String tenant : RandomCallers.TENANTS) {
            JsonNode owner = both.account(tenant, "connector.writer", "connector.relay", "connector.admin");
            owners.put(tenant, both.token(tenant, owner));
            IDS.put(tenant, ids(tenant, owner, owners.get(tenant)));
        }
        for (String tenant : RandomCallers.TENANTS) {
            String other = tenant.equals("north") ? "south" : "north";
            Set<String> marks = both.marks(owners.get(tenant), owners.get(other));
            marks.add(IDS.get(tenant).get("id"));
            marks.add("operator-of-" + tenant);
            MARKS.put(tenant, marks);
        }
    }

    @AfterAll
    static void end() {
        both.close();
        ISSUER.close();
    }

    /** What names something of a tenant, by the parameters of paths. */
    private static Map<String, String> ids(String tenant, JsonNode owner, String as) throws Exception {
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
        ids.put("id", owner.path("id").asString());
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

    private static String filled(String template, Map<String, String> ids, Random random) {
        String general = random.nextBoolean() ? ids.get("trace") : ids.get("id");
        String path = template;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            if (!id.getKey().equals("id")) {
                path = path.replace("{" + id.getKey() + "}", id.getValue());
            }
        }
        String any = path.contains("installations/") ? ids.get("installation") : general;
        return path.replaceAll("\\{[^}]+}", any);
    }

    /** One request for something of a tenant, by somebody who may have entered another. */
    private static Try request(String method, String template, Map<String, String> ids, Random random) {
        String path = filled(template, ids, random);
        List<Map<String, String>> headers = List.of(
                Map.of(),
                Map.of("Connector-Tenant", ids.get("tenant")),
                Map.of("Connector-Space", ids.get("operational")),
                Map.of("Connector-Organisation", ids.get("tenant").equals("north") ? "meridian" : "northsea"));
        Map<String, String> header = headers.get(random.nextInt(headers.size()));
        if (!method.equals("post") && !method.equals("put")) {
            List<String> queries = List.of(
                    "",
                    "?trace=" + ids.get("trace") + "&link=" + ids.get("hash"),
                    "?q=*:*&limit=200",
                    "?q=*:*&cursor=" + TwoTenants.encoded(ids.get("cursor")),
                    "?wait=10ms&wait-for=" + ids.get("tenant") + ":" + ids.get("workflow") + ":" + ids.get("hash"));
            return new Try(method, path + queries.get(random.nextInt(queries.size())), Optional.empty(), header);
        }
        List<String> bodies = List.of(
                "{}",
                "{\"query\":\"*:*\",\"limit\":200}",
                "{\"query\":\"*:*\",\"cursor\":\"" + ids.get("cursor") + "\"}",
                "{\"workflow\":\"" + ids.get("workflow") + "\",\"action\":\"comment\",\"data\":{\"a\":1}}",
                "{\"scopedRoles\":{\"" + ids.get("operational") + "\":[\"connector.reader\"]}}",
                "{\"plugin\":\"" + ids.get("plugin") + "\",\"grants\":[\"links:read\"]}",
                "{\"query\":\"{traceById(id:\\\"" + ids.get("trace") + "\\\"){links(first:9){nodes{raw data}}}}\"}",
                "{\"query\":\"{workflowByRowId(rowId:" + ids.get("workflow")
                        + "){links(first:9){nodes{raw data}}}}\"}");
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
        RandomCallers callers = new RandomCallers(both, ISSUER, random);
        for (int round = 0; round < ROUNDS; round++) {
            for (Someone someone : callers.oneOfEach()) {
                for (Map.Entry<String, JsonNode> route : routes.properties()) {
                    for (String method : route.getValue().propertyNames()) {
                        for (Try one : tries(method, route.getKey(), someone, random)) {
                            asked++;
                            shownToOwners.addAll(assertClosed(one, someone, seed));
                        }
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(1000);
        assertThat(shownToOwners)
                .as("kinds that are shown what is their own, seed " + seed)
                .hasSizeGreaterThan(4);
    }

    private static List<Try> tries(String method, String template, Someone someone, Random random) {
        List<Try> tries = new ArrayList<>();
        Set<String> closed = RandomCallers.closedTo(someone);
        for (int i = 0; i < EACH; i++) {
            closed.forEach(tenant -> tries.add(request(method, template, IDS.get(tenant), random)));
        }
        if (method.equals("get") || template.equals("/api/v1/search")) {
            someone.tenants().forEach(tenant -> tries.add(request(method, template, IDS.get(tenant), random)));
        }
        return tries;
    }

    /** @return somebody's kind, where they are shown something of their own */
    private static Set<String> assertClosed(Try one, Someone someone, long seed) throws Exception {
        HttpResponse<String> answer = both.ask(one, someone.credential());
        Set<String> closed = new TreeSet<>(RandomCallers.closedTo(someone));
        String entered = one.headers().get("Connector-Tenant");
        if (entered != null && one.path().startsWith("/api/")) {
            RandomCallers.TENANTS.stream()
                    .filter(tenant -> !tenant.equals(entered))
                    .forEach(closed::add);
        }
        for (String tenant : closed) {
            Set<String> shown = shown(answer, MARKS.get(tenant), one);
            if (one.path().contains("/audit")) {
                // A tenant's log says what its own callers have asked for: these ids too, whatever came of it.
                shown.removeAll(IDS.get(tenant).values());
            }
            assertThat(shown).as("%s asks %s, seed %d", someone, one, seed).isEmpty();
        }
        boolean own = someone.tenants().stream()
                .anyMatch(tenant -> !shown(answer, MARKS.get(tenant), one).isEmpty());
        return own ? Set.of(someone.what()) : Set.of();
    }
}
