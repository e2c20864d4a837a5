package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortAndFacetTest {

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory);
    }

    @AfterEach
    void close() {
        search.close();
    }

    private List<Integer> sorted(String sort) {
        return TestingSearch.inOrder(search.get(ALPHA, "q", "*:*", "sort", sort));
    }

    @Test
    void sortsNumbersExactlyBeyondDoubles() {
        search.feed(
                link(1, "{\"n\":9007199254740993}"),
                link(2, "{\"n\":9007199254740992}"),
                link(3, "{\"n\":9007199254740991}"),
                link(4, "{\"n\":-0.5}"),
                link(5, "{\"n\":9223372036854775807}"),
                link(6, "{\"n\":9223372036854775806}"),
                link(7, "{}"));
        assertThat(sorted("n")).containsExactly(4, 3, 2, 1, 6, 5, 7);
        assertThat(sorted("-n")).containsExactly(5, 6, 1, 2, 3, 4, 7);
        assertThat(search.found("n:9007199254740993")).containsExactly(1);
        assertThat(search.found("n:>9007199254740992")).containsExactly(1, 5, 6);
        assertThat(search.found("n:[9223372036854775807 TO *]")).containsExactly(5);
    }

    @Test
    void sortsTextsDatesAndBooleansWithMissingOnesLast() {
        search.feed(
                link(1, "{\"t\":\"b\",\"d\":\"2026-02-01\",\"f\":true}"),
                link(2, "{\"t\":\"a\",\"d\":\"2025-12-31T23:59:59Z\",\"f\":false}"),
                link(3, "{}"));
        assertThat(sorted("t")).containsExactly(2, 1, 3);
        assertThat(sorted("-t")).containsExactly(1, 2, 3);
        assertThat(sorted("d")).containsExactly(2, 1, 3);
        assertThat(sorted("-d")).containsExactly(1, 2, 3);
        assertThat(sorted("f")).containsExactly(2, 1, 3);
        assertThat(sorted("f:desc")).containsExactly(1, 2, 3);
    }

    @Test
    void sortsBySeveralKeys() {
        search.feed(link(1, "{\"a\":1,\"b\":1}"), link(2, "{\"a\":1,\"b\":2}"), link(3, "{\"a\":0,\"b\":3}"));
        assertThat(sorted("a,-b")).containsExactly(3, 2, 1);
        assertThat(TestingSearch.inOrder(search.post(ALPHA, "{'sort':[{'field':'a','order':'desc'},'b']}")))
                .containsExactly(1, 2, 3);
    }

    @Test
    void sortsByWhatMostLinksHoldInTheField() {
        search.feed(link(1, "{\"a\":10}"), link(2, "{\"a\":9}"), link(3, "{\"a\":\"8\"}"));
        assertThat(sorted("a")).containsExactly(2, 1, 3);
    }

    @Test
    void countsValues() {
        for (int i = 0; i < 9; i++) {
            search.feed(link(
                    i,
                    "{\"status\":\"" + (i % 3 == 0 ? "open" : "held " + i) + "\",\"n\":" + i % 2
                            + ",\"f\":true,\"d\":\"2026-01-0" + (1 + i % 2) + "\"}"));
        }
        assertThat(facet("{'field':'status','size':1}"))
                .isEqualTo("{\"buckets\":[{\"value\":\"open\",\"count\":3}],\"other\":6}");
        assertThat(facet("{'field':'n'}"))
                .isEqualTo("{\"buckets\":[{\"value\":\"0\",\"count\":5},{\"value\":\"1\",\"count\":4}],\"other\":0}");
        assertThat(facet("{'field':'f'}")).isEqualTo("{\"buckets\":[{\"value\":\"true\",\"count\":9}],\"other\":0}");
        assertThat(facet("{'field':'d','size':1}"))
                .isEqualTo("{\"buckets\":[{\"value\":\"2026-01-01T00:00:00Z\",\"count\":5}],\"other\":4}");
        assertThat(facet("{'field':'link.organisation'}"))
                .isEqualTo("{\"buckets\":[{\"value\":\"alpha\",\"count\":9}],\"other\":0}");
        assertThat(search.get(ALPHA, "q", "status:open", "facet", "n")
                        .get("facets")
                        .get("n")
                        .get("buckets"))
                .hasSize(2);
    }

    @Test
    void countsRanges() {
        search.feed(
                link(1, "{\"n\":5,\"d\":\"2026-01-15\"}"),
                link(2, "{\"n\":10,\"d\":\"2026-02-15\"}"),
                link(3, "{\"n\":[1,20],\"d\":\"2027-01-01\"}"));
        assertThat(facet("{'field':'n','ranges':[{'to':10},{'from':10,'to':15},{'name':'high','from':15}]}"))
                .isEqualTo(
                        "{\"buckets\":[{\"value\":\"* to 10\",\"count\":2},{\"value\":\"10 to 15\",\"count\":1},{\"value\":\"high\",\"count\":1}],\"other\":0}");
        assertThat(facet("{'field':'d','ranges':[{'from':'2026-01','to':'2026-02'},{'from':'2026-02-01'}]}"))
                .isEqualTo(
                        "{\"buckets\":[{\"value\":\"2026-01 to 2026-02\",\"count\":1},{\"value\":\"2026-02-01 to *\",\"count\":2}],\"other\":0}");
    }

    private String facet(String facet) {
        return search.post(ALPHA, "{'facets':{'x':" + facet + "}}")
                .get("facets")
                .get("x")
                .toString();
    }
}
