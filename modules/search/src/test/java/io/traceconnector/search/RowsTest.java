package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Condition;
import io.traceconnector.api.Condition.Any;
import io.traceconnector.api.Condition.Between;
import io.traceconnector.api.Condition.Not;
import io.traceconnector.api.Condition.OneOf;
import io.traceconnector.api.Condition.Present;
import io.traceconnector.api.LinkHash;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller gets to know of links that a condition keeps from it: nothing. */
class RowsTest {

    private static final Condition EUROPE = new OneOf("region", Set.of("EU"));

    @TempDir
    Path directory;

    @TempDir
    Path other;

    private static Caller seeing(Condition rows) {
        return TestingSearch.seeing(ALPHA, FakeSight.rows(rows));
    }

    @Test
    void findsOnlyLinksForWhichTheConditionHolds() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{\"region\":\"EU\",\"amount\":5}"),
                    link(2, "{\"region\":\"US\",\"amount\":50}"),
                    link(3, "{\"region\":[\"US\",\"EU\"]}"),
                    link(4, "{\"amount\":7}").workflow("8"));
            assertThat(search.foundBy(seeing(EUROPE), "*:*")).containsExactly(1, 3);
            assertThat(search.foundBy(seeing(new Not(EUROPE)), "*:*")).containsExactly(2, 4);
            assertThat(search.foundBy(seeing(new Between("amount", 5, 7)), "*:*"))
                    .containsExactly(1, 4);
            assertThat(search.foundBy(seeing(new OneOf("link.workflow", Set.of("8"))), "*:*"))
                    .containsExactly(4);
            assertThat(search.foundBy(seeing(Condition.nothing()), "*:*")).isEmpty();
            assertThat(search.foundBy(ALPHA, "*:*")).containsExactly(1, 2, 3, 4);
        }
    }

    /** An index that also holds links which the condition keeps back answers as one that does not. */
    @Test
    void answersAsIfOtherLinksWereNotThere() {
        List<String> words = List.of("pump", "pumps", "seal", "seals", "valve", "urgent", "secret", "secrets");
        List<String> fields = List.of("notes", "amount", "hidden.code", "regio", "region", "link.tags", "score");
        Random random = new Random(20260302);
        try (TestingSearch mixed = TestingSearch.open(directory);
                TestingSearch own = TestingSearch.open(other)) {
            for (int i = 0; i < 60; i++) {
                boolean seen = random.nextBoolean();
                String word = words.get(random.nextInt(seen ? 6 : 8));
                String data = "{\"region\":\"" + (seen ? "EU" : "US") + "\",\"notes\":\"" + word + "\",\"amount\":"
                        + random.nextInt(40) + (seen ? "" : ",\"hidden\":{\"code\":\"X1\"}") + "}";
                Sample sample = link(i, data).trace("t" + random.nextInt(15), i).tagged(seen ? "shown" : "unshown");
                mixed.feed(sample);
                if (seen) {
                    own.feed(sample);
                }
            }
            Caller caller = seeing(EUROPE);
            assertThat(mixed.fields(caller)).isEqualTo(own.fields(caller));
            RandomRequest requests = new RandomRequest(random, words, fields);
            for (int i = 0; i < 200; i++) {
                String body = requests.next();
                assertThat(IsolationTest.answer(() -> mixed.post(caller, body)))
                        .as(body)
                        .isEqualTo(IsolationTest.answer(() -> own.post(caller, body)));
            }
        }
    }

    @Test
    void locatesOnlyLinksForWhichTheConditionHolds() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"region\":\"EU\"}"), link(2, "{\"region\":\"US\"}"));
            assertThat(search.running().locate(seeing(EUROPE), new LinkHash(Sample.hash(1))))
                    .isPresent();
            assertThat(search.running().locate(seeing(EUROPE), new LinkHash(Sample.hash(2))))
                    .isEmpty();
            assertThat(search.running().locate(ALPHA, new LinkHash(Sample.hash(2))))
                    .isPresent();
        }
    }

    @Test
    void seesNoLinkWhoseValuesTheIndexHasLeftOut() {
        try (TestingSearch search =
                TestingSearch.open(directory, TestingSearch.config(Map.of(), 1), Clock.systemUTC())) {
            search.feed(
                    link(1, "{\"a\":1,\"region\":\"EU\"}"),
                    link(2, "{\"a\":1,\"region\":\"US\"}"),
                    link(3, "{\"a\":2}"));
            assertThat(search.foundBy(seeing(EUROPE), "*:*")).isEmpty();
            assertThat(search.foundBy(seeing(new Not(EUROPE)), "*:*")).containsExactly(3);
            assertThat(search.foundBy(seeing(new Not(new Present("region"))), "*:*"))
                    .containsExactly(3);
            assertThat(search.foundBy(seeing(new Between("a", 1, 1)), "*:*")).containsExactly(1, 2);
        }
    }

    @Test
    void seesNoLinkWhoseDataCannotBeReadThroughUnlessItHoldsWhateverTheDataIs() {
        String deep = "{\"region\":\"EU\",\"deep\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, deep), link(2, "{\"region\":\"EU\"}"));
            assertThat(total(search, ALPHA)).isEqualTo(2);
            assertThat(total(search, seeing(EUROPE))).isEqualTo(1);
            assertThat(total(search, seeing(new Not(EUROPE)))).isZero();
            assertThat(total(search, seeing(new Any(List.of(EUROPE, new OneOf("link.workflow", Set.of("7")))))))
                    .isEqualTo(2);
            assertThat(total(search, TestingSearch.seeing(ALPHA, FakeSight.without(FakeSight.deny("other")))))
                    .isEqualTo(1);
        }
    }

    private static int total(TestingSearch search, Caller caller) {
        return search.get(caller, "q", "*:*", "limit", "0").get("total").asInt();
    }

    @Test
    void tellsLongTextsFromThoseThatAreCut() {
        String text = "x".repeat(255);
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{\"a\":\"" + text + "\"}"),
                    link(2, "{\"a\":\"" + text + "y\"}"),
                    link(3, "{\"a\":\"" + text + "😀 and more\"}"));
            assertThat(search.foundBy(seeing(new OneOf("a", Set.of(text))), "*:*"))
                    .containsExactly(1);
        }
    }

    @Test
    void takesConditionsOfMorePartsThanAQueryMayHaveClauses() {
        List<Condition> parts = IntStream.range(0, 3000)
                .mapToObj(i -> (Condition) new OneOf("region", Set.of("R" + i)))
                .toList();
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"region\":\"R2999\"}"), link(2, "{\"region\":\"R3000\"}"));
            assertThat(search.foundBy(seeing(new Any(parts)), "*:*")).containsExactly(1);
        }
    }

    @Test
    void seesNothingByAConditionThatTheIndexCannotTell() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"a\":\"\\ufffd\"}"), link(2, "{\"a\":\"b\"}"));
            assertThat(search.foundBy(seeing(new Not(new OneOf("a", Set.of("\ufffd")))), "*:*"))
                    .isEmpty();
            assertThat(search.foundBy(seeing(new Not(new Present("link.hash"))), "*:*"))
                    .isEmpty();
        }
    }
}
