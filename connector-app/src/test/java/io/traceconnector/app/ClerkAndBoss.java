package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.TwoTenants.Try;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One tenant with a policy, a clerk whom a row rule and field rules concern, a boss whom none concerns, and links whose hidden parts are marked. */
final class ClerkAndBoss implements AutoCloseable {

    static final String TRACES = "/api/v1/traces";
    static final String SEARCH = "/api/v1/search";

    static final String POLICY = """
            version: 1
            roles:
              clerk: {allow: [workflows:read, "links:*", "files:*", outbox:read, relay:use, "search:*"]}
              boss: {allow: [workflows:read, "links:*", "files:*", outbox:read, relay:use, "search:*"]}
            rows:
              - {name: own region, entity: "201", when: {role: clerk}, filter: 'region = "EU"'}
              - {entity: "201", when: {role: boss}, filter: everything}
            columns:
              - {entity: "201", field: iban, mask: deny, unless: [role: boss]}
              - {entity: "201", field: person.phone, mask: mask, unless: [role: boss]}
              - {entity: "201", field: reference, mask: hash, unless: [role: boss]}
              - {entity: "201", field: contract, mask: deny, unless: [role: boss]}
            """;

    final TwoTenants tenants;
    final Path policy;
    final String clerk;
    final String boss;
    final JsonNode contract;
    final JsonNode leaflet;
    final Written seen;
    final Written unseen;
    final String entry;

    /** A trace with two links; what the clerk sees of {@code seen} is its first, of {@code unseen} its second. */
    record Written(String trace, String link, String second) {}

    ClerkAndBoss(Path directory) throws Exception {
        policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        tenants = new TwoTenants(
                directory,
                30,
                "tenants:\n  north: {organisations: [meridian], policy: \"" + policy
                        + "\"}\n  south: {organisations: [northsea]}\n",
                "callers.own-tokens.skew=0s",
                "callers.own-tokens.operator-life=3s");
        clerk = tenants.token("north", tenants.account("north", "clerk"));
        boss = tenants.token("north", tenants.account("north", "boss"));
        contract = file("canarycontract.txt", "words of canarycontract");
        leaflet = file("leaflet.txt", "words for everybody");
        seen = written("EU", "US");
        unseen = written("US", "EU");
        entry = accepted(link("US"));
        tenants.succeeds(
                Try.post(
                        TRACES,
                        "{\"workflow\":\"205\",\"action\":\"comment\",\"data\":{\"region\":\"US\",\"note\":\"otherworkflow\",\"iban\":\"openiban\"}}"),
                boss);
        tenants.awaitSynchronised();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hits(boss, "region:US").size() == 4);
    }

    private JsonNode file(String name, String content) throws Exception {
        return tenants.succeeds(new Try("put", "/api/v1/files?name=" + name, Optional.of(content)), boss);
    }

    private Written written(String region, String second) throws Exception {
        JsonNode first = tenants.succeeds(Try.post(TRACES, link(region).toString()), boss);
        String trace = first.path("trace").asString();
        JsonNode added = tenants.succeeds(
                Try.post(TRACES + "/" + trace + "/links", next(second).toString()), boss);
        return new Written(
                trace, first.path("link").asString(), added.path("link").asString());
    }

    private String accepted(ObjectNode link) throws Exception {
        Map<String, String> later = Map.of("Prefer", "respond-async", "Idempotency-Key", "later");
        HttpResponse<String> answer = tenants.ask(new Try("post", TRACES, Optional.of(link.toString()), later), boss);
        String entry = JsonLines.MAPPER.readTree(answer.body()).path("entry").asString("");
        assertThat(entry).as(answer.body()).isNotEmpty();
        return entry;
    }

    /** What begins a trace in workflow 201. */
    ObjectNode link(String region) {
        return next(region).put("workflow", "201");
    }

    ObjectNode next(String region) {
        ObjectNode link = JsonLines.MAPPER.createObjectNode().put("action", "comment");
        ObjectNode data = link.putObject("data")
                .put("region", region)
                .put("note", region.equals("EU") ? "plain words" : "canaryoverseas")
                .put("iban", "canaryiban")
                .put("reference", "canaryreference");
        data.putObject("person").put("phone", "canaryphone").put("name", "somebody");
        data.set("contract", contract);
        data.set("leaflet", leaflet);
        return link;
    }

    JsonNode hits(String as, String query) throws Exception {
        return tenants.succeeds(Try.post(SEARCH, "{\"query\":\"" + query + "\",\"limit\":100}"), as)
                .path("hits");
    }

    @Override
    public void close() {
        tenants.close();
    }
}
