package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.TwoTenants.Try;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * A clerk with a row rule and field rules, beside a boss without any, on the whole connector with its search: whatever route is asked for whatever,
 * nothing that is hidden comes back, and a field that is hidden is like one that there never was.
 */
class RestrictedCallerTest {

    private static final String TRACES = ClerkAndBoss.TRACES;
    private static final String SEARCH = ClerkAndBoss.SEARCH;

    /** What stands in links that the clerk sees, in fields that the clerk does not see, and in links that the clerk does not see. */
    private static final List<String> HIDDEN =
            List.of("canaryiban", "canaryphone", "canaryreference", "canarycontract", "canaryoverseas");

    @TempDir
    private static Path directory;

    private static ClerkAndBoss office;
    private static TwoTenants tenants;
    private static String clerk;
    private static String boss;

    @BeforeAll
    static void begin() throws Exception {
        office = new ClerkAndBoss(directory);
        tenants = office.tenants;
        clerk = office.clerk;
        boss = office.boss;
    }

    @AfterAll
    static void end() {
        office.close();
    }

    private static List<String> ids(String parameter) {
        String digests = office.contract.path("digest").asString() + " "
                + office.leaflet.path("digest").asString();
        return switch (parameter) {
            case "hash" ->
                List.of(office.seen.link(), office.seen.second(), office.unseen.link(), office.unseen.second());
            case "digest" -> List.of(digests.split(" "));
            case "entry" -> List.of(office.entry);
            case "tenant" -> List.of("north");
            default -> List.of(office.seen.trace(), office.unseen.trace());
        };
    }

    private static List<String> filled(String template) {
        int open = template.indexOf('{');
        if (open < 0) {
            return List.of(template);
        }
        int close = template.indexOf('}', open);
        return ids(template.substring(open + 1, close)).stream()
                .flatMap(id -> filled(template.substring(0, open) + id + template.substring(close + 1)).stream())
                .toList();
    }

    /** All routes of the description with the ids of everything that there is, in path, query and body. */
    private static List<Try> tries() throws Exception {
        List<Try> tries = new ArrayList<>();
        tenants.described()
                .propertyStream()
                .filter(route ->
                        !route.getKey().startsWith("/auth/") && !route.getKey().contains("**"))
                .forEach(route -> route.getValue().propertyNames().forEach(method -> {
                    for (String path : filled(route.getKey())) {
                        if (method.equals("get")) {
                            queries(path).forEach(query -> tries.add(Try.get(path + query)));
                        } else if (method.equals("post")) {
                            bodies(path).forEach(body -> tries.add(Try.post(path, body)));
                        }
                    }
                }));
        assertThat(tries).hasSizeGreaterThan(120);
        return tries;
    }

    private static List<String> queries(String path) {
        List<String> queries = new ArrayList<>(List.of(""));
        if (path.contains("/files/") || path.contains("/links/")) {
            for (ClerkAndBoss.Written one : List.of(office.seen, office.unseen)) {
                queries.add("?trace=" + one.trace() + "&link=" + one.link());
                queries.add("?trace=" + one.trace() + "&link=" + one.second());
            }
        }
        if (path.contains("/search")) {
            for (String q : List.of("*:*", "canary*", "canaryiban", "iban:c*", "region:US", "canaryoverseos~")) {
                queries.add("?limit=100&highlight=true&explain=true&facet=iban&facet=note&q=" + TwoTenants.encoded(q));
                queries.add("?limit=100&unit=traces&sort=note&q=" + TwoTenants.encoded(q));
            }
        }
        return queries;
    }

    private static List<String> bodies(String path) {
        if (path.equals(SEARCH)) {
            return List.of(
                    "{\"query\":\"*:*\",\"limit\":100,\"highlight\":true,\"explain\":true}",
                    "{\"query\":\"canary*\",\"limit\":100,\"highlight\":true,\"facets\":{\"a\":{\"field\":\"note\"},\"b\":{\"field\":\"region\"}}}",
                    "{\"query\":\"*:*\",\"facets\":{\"a\":{\"field\":\"iban\"},\"b\":{\"field\":\"person.phone\"}}}",
                    "{\"query\":\"*:*\",\"sort\":[\"reference\",\"iban\"],\"limit\":100}",
                    "{\"query\":\"*:*\",\"unit\":\"traces\",\"limit\":100}");
        }
        return List.of(
                "{}",
                "{\"query\":\"{traceById(id:\\\"" + office.seen.trace()
                        + "\\\"){id links(first:9){nodes{raw data}}}}\"}",
                "{\"action\":\"comment\",\"data\":{\"contract\":7,\"region\":\"US\"},\"workflow\":\"nothing\"}",
                "{\"add\":[\"a\"]}");
    }

    private static Set<String> hiddenIn(HttpResponse<String> answer, Try one) {
        Set<String> found = new TreeSet<>(HIDDEN);
        found.add(office.contract.path("digest").asString());
        found.add(office.contract.path("key").asString());
        found.removeIf(mark -> !answer.body().contains(mark) || one.toString().contains(mark));
        return found;
    }

    @Test
    void nothingHiddenComesBackFromAnyRoute() throws Exception {
        Set<String> toBoss = new TreeSet<>();
        Set<String> routesOfBoss = new TreeSet<>();
        List<Try> tries = tries();
        for (Try one : tries) {
            assertThat(hiddenIn(tenants.ask(one, clerk), one))
                    .as(one.toString())
                    .isEmpty();
            if (one.method().equals("get") || one.path().startsWith(SEARCH)) {
                Set<String> shown = hiddenIn(tenants.ask(one, boss), one);
                toBoss.addAll(shown);
                if (!shown.isEmpty()) {
                    routesOfBoss.add(one.path().replaceAll("[?].*", ""));
                }
            }
        }
        assertThat(toBoss).as("what the boss is shown").hasSize(HIDDEN.size() + 2);
        assertThat(routesOfBoss)
                .as("routes on which the boss is shown some of it")
                .hasSizeGreaterThan(7);
    }

    /** What is loaded with a link that is seen: the trace's further links, the records of its files. */
    @Test
    void theRulesHoldForWhatComesWithALink() throws Exception {
        JsonNode whole = tenants.succeeds(Try.get(TRACES + "/" + office.seen.trace()), boss);
        JsonNode part = tenants.succeeds(Try.get(TRACES + "/" + office.seen.trace()), clerk);

        assertThat(whole.path("links")).hasSize(2);
        assertThat(part.path("links")).hasSize(1);
        JsonNode data = part.path("links").path(0).path("data");
        assertThat(data.propertyNames())
                .contains("note", "reference", "leaflet", "person")
                .doesNotContain("iban", "contract");
        assertThat(data.path("person").path("phone").asString()).isEqualTo("***");
        assertThat(data.path("person").path("name").asString()).isEqualTo("somebody");
        assertThat(data.path("reference").asString()).isNotEmpty().isNotEqualTo("canaryreference");
        JsonNode hit = office.hits(clerk, "region:EU").path(0).path("data");
        assertThat(hit.path("reference")).isEqualTo(data.path("reference"));
        assertThat(hit.path("leaflet").path("digest")).isEqualTo(office.leaflet.path("digest"));
        assertThat(hit.has("contract")).isFalse();
    }

    @Test
    void aFileWhoseRecordIsHiddenIsLikeOneThatThereIsNot() throws Exception {
        String of = "?trace=" + office.seen.trace() + "&link=" + office.seen.link();
        String path = "/api/v1/files/" + office.contract.path("digest").asString();
        HttpResponse<String> refused = tenants.ask(Try.get(path + of), clerk);

        assertThat(TwoTenants.outcome(refused))
                .isEqualTo("404 file_unknown")
                .isEqualTo(TwoTenants.outcome(tenants.ask(Try.get("/api/v1/files/never" + of), clerk)));
        assertThat(tenants.ask(Try.get(path + of), boss).body()).isEqualTo("words of canarycontract");
        String open = "/api/v1/files/" + office.leaflet.path("digest").asString();
        assertThat(tenants.ask(Try.get(open + of), clerk).body()).isEqualTo("words for everybody");
        for (String other : List.of(office.unseen.link(), office.seen.second())) {
            String trace = other.equals(office.unseen.link()) ? office.unseen.trace() : office.seen.trace();
            assertThat(TwoTenants.outcome(tenants.ask(Try.get(open + "?trace=" + trace + "&link=" + other), clerk)))
                    .isEqualTo("404 link_unknown");
        }
    }

    @Test
    void aTraceOfWhichNothingIsSeenIsNotWrittenTo() throws Exception {
        String hidden = tenants.succeeds(Try.post(TRACES, office.link("US").toString()), boss)
                .path("trace")
                .asString();
        String next = office.next("EU").toString();

        HttpResponse<String> refused = tenants.ask(Try.post(TRACES + "/" + hidden + "/links", next), clerk);

        assertThat(TwoTenants.outcome(refused))
                .startsWith("404")
                .isEqualTo(TwoTenants.outcome(
                        tenants.ask(Try.post(TRACES + "/00000000-0000-4000-8000-000000000000/links", next), clerk)));
        tenants.succeeds(Try.post(TRACES + "/" + hidden + "/links", next), boss);
    }

    @Test
    void theRulesOfOneWorkflowAreNotThoseOfAnother() throws Exception {
        JsonNode others = office.hits(clerk, "note:otherworkflow");

        assertThat(others).hasSize(1);
        assertThat(others.path(0).path("data").path("iban").asString()).isEqualTo("openiban");
        assertThat(others.path(0).path("data").path("region").asString()).isEqualTo("US");
        assertThat(office.hits(clerk, "iban:*")).hasSize(1);
        assertThat(office.hits(boss, "iban:*")).hasSizeGreaterThan(4);
    }

    /** Each request names a hidden field, which there is, and then one that there never was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"link.workflow:201 AND FIELD:canary*\"}",
                "{\"query\":\"link.workflow:201 AND NOT FIELD:canary*\"}",
                "{\"query\":\"link.workflow:201 AND FIELD:*\"}",
                "{\"query\":\"link.workflow:201\",\"filters\":[{\"exists\":{\"field\":\"FIELD\"}}]}",
                "{\"query\":\"link.workflow:201\",\"facets\":{\"f\":{\"field\":\"FIELD\"}}}",
                "{\"query\":\"link.workflow:201\",\"sort\":[{\"field\":\"FIELD\",\"order\":\"desc\"}]}",
                "{\"query\":\"link.workflow:201 AND FIELD:>5\"}",
                "{\"query\":\"link.workflow:201 AND FIELD:[a TO z]\",\"highlight\":true,\"explain\":true}"
            })
    void aHiddenFieldIsLikeOneThatThereIsNot(String request) throws Exception {
        String nowhere = answer(request.replace("FIELD", "zzzz"), "zzzz");
        for (String hidden : List.of("contract.digest", "contract.name", "contract")) {
            assertThat(answer(request.replace("FIELD", hidden), hidden))
                    .as(hidden)
                    .isEqualTo(nowhere);
        }
        tenants.succeeds(Try.post(SEARCH, request.replace("FIELD", "contract.digest")), boss);
        assertThat(answer(request.replace("FIELD", "contrakt.digest"), "contrakt.digest"))
                .doesNotContain("contract");
    }

    private static String answer(String request, String name) throws Exception {
        return tenants.ask(Try.post(SEARCH, request), clerk)
                .body()
                .replace(name, "NAME")
                .replaceAll("\"requestId\":\"[0-9a-f]+\"", "");
    }

    private static Try page(Optional<String> cursor) {
        ObjectNode body =
                JsonLines.MAPPER.createObjectNode().put("query", "region:*").put("limit", 1);
        cursor.ifPresent(text -> body.put("cursor", text));
        return Try.post(SEARCH, body.toString());
    }

    /** The second page, and so on, for who has had the first. */
    private static Try nextPage(String as) throws Exception {
        String cursor =
                tenants.succeeds(page(Optional.empty()), as).path("next").asString();
        tenants.succeeds(page(Optional.of(cursor)), as);
        return page(Optional.of(cursor));
    }

    @Test
    void aTokenThatEndsBetweenTwoPagesHasNoSecond() throws Exception {
        JsonNode account = tenants.account("north", "clerk");
        String token = tenants.token("north", account);
        Try next = nextPage(token);

        tenants.manage("/tenants/north/service-accounts/" + account.path("id").asString() + ":disable", "{}");

        assertThat(TwoTenants.outcome(tenants.ask(next, token))).isEqualTo("401 invalid_token");
        assertThat(tenants.ask(next, clerk).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatExpiresBetweenTwoPagesHasNoSecond() throws Exception {
        tenants.manage(
                "/operators",
                "{\"name\":\"olga\",\"password\":\"correct horse battery\",\"tenants\":{\"north\":[\"clerk\"]}}");
        JsonNode session = tenants.succeeds(
                Try.post("/auth/login", "{\"name\":\"olga\",\"password\":\"correct horse battery\"}"), "None");
        String token = "Bearer " + session.path("access_token").asString();
        HttpResponse<String> first = tenants.ask(page(Optional.empty()), token);
        assertThat(first.body()).doesNotContain(HIDDEN);
        Try next = page(
                Optional.of(JsonLines.MAPPER.readTree(first.body()).path("next").asString("")));

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            HttpResponse<String> answer = tenants.ask(next, token);
            assertThat(answer.body()).doesNotContain(HIDDEN);
            return answer.statusCode() == 401;
        });
    }

    /** A page of before a change is not gone on from under other rules. */
    @Test
    void aPolicyThatChangesBetweenTwoPagesHoldsForTheSecond() throws Exception {
        Try next = nextPage(clerk);
        Files.writeString(office.policy, ClerkAndBoss.POLICY.replace("field: iban", "field: note"));
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                HttpResponse<String> answer = tenants.ask(next, clerk);
                boolean before = answer.statusCode() == 200;
                assertThat(before && answer.body().contains("canaryiban"))
                        .as(answer.body())
                        .isFalse();
                return !before;
            });
            assertThat(tenants.ask(next, clerk).statusCode()).isBetween(400, 499);
            assertThat(office.hits(clerk, "region:EU").toString())
                    .contains("canaryiban")
                    .doesNotContain("plain words");
        } finally {
            Files.writeString(office.policy, ClerkAndBoss.POLICY);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !office.hits(clerk, "region:EU").toString().contains("canaryiban"));
        }
    }
}
