package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PagingTest {

    @TempDir
    Path directory;

    Random random;

    @BeforeEach
    void seed() {
        random = new Random(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score",
                "-score",
                "amount",
                "-amount",
                "name",
                "-name",
                "-due",
                "open",
                "sometimes",
                "-sometimes",
                "big"
            })
    void neitherSkipsNorRepeatsWhileLinksAreWritten(String sort) {
        try (TestingSearch search = TestingSearch.open(directory)) {
            int present = 97;
            List<Sample> first =
                    IntStream.range(0, present).mapToObj(this::sample).toList();
            search.feed(first.toArray(Sample[]::new));
            List<Integer> seen = new ArrayList<>();
            String cursor = "";
            int added = 1000;
            do {
                JsonNode page = search.get(ALPHA, "q", "pump OR seal", "sort", sort, "limit", "25", "cursor", cursor);
                assertThat(page.get("total").asInt()).isEqualTo(present);
                seen.addAll(TestingSearch.inOrder(page));
                cursor = page.get("next").asString("");
                // New links, one by one and many, and old ones delivered again, changed in what is no part of their
                // order.
                search.feed(sample(added++), sample(added++), sample(added++));
                search.feed(first.get(random.nextInt(present)).unverified());
            } while (!cursor.isEmpty());
            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, present).boxed().toList());
        }
    }

    @Test
    void neitherSkipsNorRepeatsTracesWhileLinksAreWritten() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            for (int height = 0; height < 3; height++) {
                int level = height;
                search.feed(IntStream.range(0, 40)
                        .mapToObj(i -> sample(level * 40 + i).trace("t" + i, level))
                        .toArray(Sample[]::new));
            }
            List<String> seen = new ArrayList<>();
            String cursor = "";
            int added = 1000;
            do {
                JsonNode page =
                        search.get(ALPHA, "q", "pump OR seal", "unit", "traces", "limit", "7", "cursor", cursor);
                assertThat(page.get("total").asInt()).isEqualTo(40);
                page.get("hits").forEach(hit -> seen.add(hit.get("traceId").asString()));
                cursor = page.get("next").asString("");
                // Newer heads of traces that are on pages still to come, and new traces.
                search.feed(
                        sample(added).trace("t" + random.nextInt(40), 9),
                        sample(added + 1).trace("new" + added, 1));
                added += 2;
            } while (!cursor.isEmpty());
            assertThat(seen).doesNotHaveDuplicates().hasSize(40);
        }
    }

    private Sample sample(int number) {
        String words = "pump ".repeat(1 + number % 5) + "seal ".repeat(number % 3);
        String sometimes = number % 2 == 0 ? ",\"sometimes\":" + number % 7 : "";
        return link(
                number,
                "{\"notes\":\"" + words + "\",\"amount\":" + number % 10 + ",\"name\":\"n" + number % 13
                        + "\",\"due\":\"2026-01-0"
                        + (1 + number % 9) + "\",\"open\":" + (number % 2 == 0) + ",\"big\":"
                        + (9007199254740992L + number % 4)
                        + sometimes + "}");
    }

    @Test
    void countsExactlyBeyondTenThousand() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            int links = 12_345;
            Sample[] all = IntStream.range(0, links)
                    .mapToObj(i -> link(i, "{\"n\":" + i + "}").trace("t" + i / 3, i % 3))
                    .toArray(Sample[]::new);
            search.feed(all);
            assertThat(search.get("*:*").get("total").asInt()).isEqualTo(links);
            assertThat(search.get(ALPHA, "q", "n:>=45", "sort", "-n")
                            .get("total")
                            .asInt())
                    .isEqualTo(links - 45);
            assertThat(search.get(ALPHA, "q", "*:*", "unit", "traces")
                            .get("total")
                            .asInt())
                    .isEqualTo(4_115);
            assertThat(search.get(ALPHA, "q", "*:*", "limit", "0").get("hits")).isEmpty();
        }
    }

    @Test
    void bindsTheCursorToTheSearchAndTheCaller() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    sample(1),
                    sample(2),
                    sample(3),
                    sample(1).of("beta"),
                    sample(2).of("beta"));
            String cursor =
                    search.get(ALPHA, "q", "pump", "limit", "1").get("next").asString();
            assertThat(search.get(ALPHA, "q", "pump", "limit", "1", "cursor", cursor)
                            .get("hits"))
                    .hasSize(1);
            assertThat(search.refusal(ALPHA, "q", "seal", "cursor", cursor).code())
                    .isEqualTo("bad_cursor");
            assertThat(search.refusal(ALPHA, "q", "pump", "sort", "name", "cursor", cursor)
                            .code())
                    .isEqualTo("bad_cursor");
            assertThat(search.refusal(BETA, "q", "pump", "cursor", cursor).code())
                    .isEqualTo("bad_cursor");
            char other = cursor.charAt(20) == 'A' ? 'B' : 'A';
            String forged = cursor.substring(0, 20) + other + cursor.substring(21);
            assertThat(search.refusal(ALPHA, "q", "pump", "cursor", forged).code())
                    .isEqualTo("bad_cursor");
            assertThat(search.refusal(ALPHA, "q", "pump", "cursor", "?").code()).isEqualTo("bad_cursor");
        }
    }

    @Test
    void goesOnWithACursorAfterARestart() {
        String cursor;
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(sample(1), sample(2), sample(3));
            cursor = search.get(ALPHA, "q", "pump", "limit", "1").get("next").asString();
        }
        try (TestingSearch search = TestingSearch.open(directory)) {
            JsonNode rest = search.get(ALPHA, "q", "pump", "limit", "5", "cursor", cursor);
            assertThat(rest.get("hits")).hasSize(2);
            assertThat(rest.get("next").isNull()).isTrue();
        }
    }

    @Test
    void endsAPageBeforeItGetsTooLarge() {
        SearchConfig small = new SearchConfig(
                20,
                1000,
                io.traceconnector.search.query.Operator.AND,
                java.util.Map.of(),
                2000,
                16L << 20,
                java.time.Duration.ofSeconds(30),
                4096,
                8192,
                256,
                20,
                true);
        try (TestingSearch search = TestingSearch.open(directory, small, java.time.Clock.systemUTC())) {
            for (int i = 0; i < 10; i++) {
                search.feed(link(i, "{\"notes\":\"" + "x".repeat(1500) + "\"}"));
            }
            JsonNode page = search.get("*:*");
            assertThat(page.get("hits")).hasSize(2);
            assertThat(page.get("total").asInt()).isEqualTo(10);
            JsonNode next =
                    search.get(ALPHA, "q", "*:*", "cursor", page.get("next").asString());
            assertThat(TestingSearch.inOrder(next)).doesNotContainAnyElementsOf(TestingSearch.inOrder(page));
        }
    }

    @Test
    void takesACursorOnlyFromACallerOfTheSameSight() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            for (int i = 0; i < 6; i++) {
                search.feed(link(i, "{\"a\":\"" + (i % 2 == 0 ? "even" : "odd") + "\"}"));
            }
            Condition even = new Condition.OneOf("a", Set.of("even"));
            Caller restricted = TestingSearch.seeing(ALPHA, FakeSight.rows(even));
            Caller blind = TestingSearch.seeing(ALPHA, FakeSight.without(FakeSight.deny("a")));
            for (Caller caller : List.of(ALPHA, restricted, blind)) {
                String cursor =
                        search.get(caller, "q", "*:*", "limit", "2").get("next").asString();
                for (Caller other : List.of(ALPHA, restricted, blind)) {
                    if (other.equals(caller)) {
                        assertThat(search.get(other, "q", "*:*", "limit", "2", "cursor", cursor)
                                        .get("hits"))
                                .isNotEmpty();
                    } else {
                        assertThat(search.refusal(other, "q", "*:*", "limit", "2", "cursor", cursor)
                                        .code())
                                .isEqualTo("bad_cursor");
                    }
                }
            }
        }
    }

    @Test
    void takesACursorAgainWhenTheSameRulesAreReadAnew() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"a\":\"x\"}"), link(2, "{\"a\":\"y\"}"));
            Caller one = TestingSearch.seeing(ALPHA, FakeSight.rows(new Condition.OneOf("a", Set.of("x", "y"))));
            Caller again = TestingSearch.seeing(ALPHA, FakeSight.rows(new Condition.OneOf("a", Set.of("y", "x"))));
            String cursor =
                    search.get(one, "q", "*:*", "limit", "1").get("next").asString();
            assertThat(search.get(again, "q", "*:*", "limit", "1", "cursor", cursor)
                            .get("hits"))
                    .hasSize(1);
        }
    }
}
