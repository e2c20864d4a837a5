package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static io.traceconnector.search.TestingSearch.BOTH;
import static io.traceconnector.search.TestingSearch.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class IsolationTest {

    private static final List<String> WORDS = List.of(
            "pump",
            "pumps",
            "seal",
            "seals",
            "valve",
            "valves",
            "lyon",
            "rotterdam",
            "roterdam",
            "urgent",
            "secret",
            "secrets");
    private static final List<String> FIELDS = List.of(
            "supplier.name",
            "amount",
            "due",
            "notes",
            "open",
            "mixed",
            "hidden.code",
            "hidden.price",
            "suplier.name",
            "link.organisation",
            "link.tags",
            "link.workflow",
            "link.createdAt",
            "link.priority",
            "link.verified",
            "nowhere");

    @TempDir
    Path mixedDirectory;

    @TempDir
    Path ownDirectory;

    /**
     * Whatever alpha asks, an index that also holds beta's links answers as one that does not: totals, order, scores and their reasons, facets, fields,
     * errors, suggestions.
     */
    @Test
    void answersAsIfOthersLinksWereNotThere() {
        Random random = new Random(20260301);
        try (TestingSearch mixed = TestingSearch.open(mixedDirectory);
                TestingSearch own = TestingSearch.open(ownDirectory)) {
            feed(mixed, own, random);
            assertThat(mixed.foundBy(BETA, "*:*")).hasSizeGreaterThan(100);
            assertThat(mixed.fields(ALPHA)).isEqualTo(own.fields(ALPHA));
            RandomRequest requests = new RandomRequest(random, WORDS, FIELDS);
            for (int i = 0; i < 300; i++) {
                String body = requests.next();
                String whole = answer(() -> own.post(ALPHA, body));
                String seen = answer(() -> mixed.post(ALPHA, body));
                int same = org.apache.lucene.util.StringHelper.bytesDifference(
                        new org.apache.lucene.util.BytesRef(whole + "\0"),
                        new org.apache.lucene.util.BytesRef(seen + "\1"));
                assertThat(seen.equals(whole))
                        .as(
                                "request %s, from %s",
                                body, seen.substring(Math.max(0, same - 100), Math.min(seen.length(), same + 100)))
                        .isTrue();
            }
        }
    }

    private static void feed(TestingSearch mixed, TestingSearch own, Random random) {
        for (int round = 0; round < 10; round++) {
            List<Sample> all = new ArrayList<>();
            List<Sample> alphas = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int number = round * 100 + i;
                Sample sample = link(number, data(random, i % 3 != 0))
                        .trace("t" + random.nextInt(20), i)
                        .tagged(word(random));
                switch (i % 3) {
                    case 0 -> all.add(sample.of("beta").tagged("hidden-tag"));
                    case 1 -> alphas.add(sample);
                    default -> {
                        alphas.add(sample);
                        all.add(sample.of("beta"));
                    }
                }
            }
            all.addAll(alphas);
            mixed.feed(all.toArray(Sample[]::new));
            own.feed(alphas.toArray(Sample[]::new));
        }
    }

    private static String data(Random random, boolean alphas) {
        String notes = word(random) + " " + word(random) + (alphas ? "" : " secretive hiddenword");
        String common = "\"supplier\":{\"name\":\"" + word(random) + "\"},\"amount\":" + random.nextInt(50)
                + ",\"due\":\"2026-0" + (1 + random.nextInt(9)) + "-01\",\"open\":" + random.nextBoolean()
                + ",\"notes\":\"" + notes + "\"";
        String apart = alphas
                ? ",\"mixed\":\"" + word(random) + "\""
                : ",\"mixed\":" + random.nextInt() + ",\"hidden\":{\"code\":\"X1\",\"price\":5}";
        return "{" + common + apart + "}";
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    static String answer(Supplier<JsonNode> request) {
        try {
            ObjectNode answer = (ObjectNode) request.get();
            answer.put("next", !answer.get("next").isNull());
            return answer.toString();
        } catch (ProblemException problem) {
            return problem.code() + " " + problem.getMessage() + " " + problem.members();
        }
    }

    @Test
    void showsNobodyAnythingWithoutAnOrganisation() {
        try (TestingSearch search = TestingSearch.open(mixedDirectory)) {
            search.feed(link(1, "{\"notes\":\"pump\"}"));
            assertThat(search.get(NOBODY, "q", "*:*").get("total").asInt()).isZero();
            assertThat(search.get(NOBODY, "q", "*:*", "unit", "traces")
                            .get("total")
                            .asInt())
                    .isZero();
            assertThat(search.refusal(NOBODY, "q", "notes:pump").code()).isEqualTo("unknown_field");
            assertThat(search.fields(NOBODY).toString()).doesNotContain("notes");
        }
    }

    @Test
    void namesOnlyTheCallersOrganisationsOfASharedLink() {
        try (TestingSearch search = TestingSearch.open(mixedDirectory)) {
            search.feed(link(1, "{}"), link(1, "{}").of("beta"), link(2, "{}").of("gamma"));
            JsonNode alphas = search.get(ALPHA, "q", "*:*", "facet", "link.organisation");
            assertThat(alphas.get("total").asInt()).isEqualTo(1);
            assertThat(alphas.toString()).doesNotContain("beta");
            assertThat(search.get(BOTH, "q", "*:*").get("total").asInt()).isEqualTo(1);
            assertThat(search.get(BOTH, "q", "*:*").get("hits").get(0).get("organisations"))
                    .hasSize(2);
            assertThat(search.found("link.organisation:beta")).isEmpty();
            assertThat(search.found("link.organisation:b*")).isEmpty();
            assertThat(search.found("-link.organisation:alpha")).isEmpty();
        }
    }
}
