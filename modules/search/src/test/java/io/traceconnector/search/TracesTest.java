package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static io.traceconnector.search.TestingSearch.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TracesTest {

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory)
                .feed(
                        link(1, "{\"notes\":\"pump ordered\",\"n\":1}").trace("a", 1),
                        link(2, "{\"notes\":\"pump shipped, pump packed\",\"n\":5}")
                                .trace("a", 2),
                        link(3, "{\"notes\":\"closed\",\"n\":3}").trace("a", 3),
                        link(4, "{\"notes\":\"valve\",\"n\":2}").trace("b", 1),
                        link(5, "{\"notes\":\"valve and pump\",\"n\":9}").trace("b", 2));
    }

    @AfterEach
    void close() {
        search.close();
    }

    private JsonNode traces(Caller caller, String... more) {
        String[] parameters = new String[more.length + 2];
        parameters[0] = "unit";
        parameters[1] = "traces";
        System.arraycopy(more, 0, parameters, 2, more.length);
        return search.get(caller, parameters);
    }

    @Test
    void showsTheHeadOfATraceOfWhichAnyLinkMatches() {
        JsonNode answer = traces(ALPHA, "q", "pump", "highlight", "true");
        assertThat(answer.get("total").asInt()).isEqualTo(2);
        assertThat(TestingSearch.found(answer)).containsExactly(3, 5);
        for (JsonNode hit : answer.get("hits")) {
            if (hit.get("traceId").asString().equals("a")) {
                assertThat(hit.get("matches").get("count").asInt()).isEqualTo(2);
                assertThat(hit.get("matches").get("best").asString()).isEqualTo(Sample.hash(2));
                assertThat(hit.get("highlights").get("notes").get(0).asString())
                        .isEqualTo("<em>pump</em> shipped, <em>pump</em> packed");
            }
        }
    }

    @Test
    void sortsAndCountsByTheHeads() {
        assertThat(TestingSearch.inOrder(traces(ALPHA, "q", "*:*", "sort", "n")))
                .containsExactly(3, 5);
        assertThat(TestingSearch.inOrder(traces(ALPHA, "q", "*:*", "sort", "-n")))
                .containsExactly(5, 3);
        assertThat(traces(ALPHA, "q", "pump", "facet", "n")
                        .get("facets")
                        .get("n")
                        .get("buckets")
                        .toString())
                .isEqualTo("[{\"value\":\"3\",\"count\":1},{\"value\":\"9\",\"count\":1}]");
    }

    @Test
    void showsTheHeadThatTheCallerSees() {
        search.feed(
                link(1, "{\"notes\":\"pump ordered\",\"n\":1}").trace("a", 1).of("beta"),
                link(6, "{\"notes\":\"for beta\"}").trace("a", 9).of("beta"));
        assertThat(TestingSearch.found(traces(ALPHA, "q", "pump"))).containsExactly(3, 5);
        assertThat(TestingSearch.found(traces(BETA, "q", "pump"))).containsExactly(6);
        assertThat(TestingSearch.found(traces(BOTH, "q", "pump"))).containsExactly(5, 6);
    }

    @Test
    void keepsTracesOfTwoWorkflowsApart() {
        search.feed(link(7, "{\"notes\":\"pump\"}").trace("a", 1).workflow("8"));
        assertThat(traces(ALPHA, "q", "pump").get("total").asInt()).isEqualTo(3);
    }
}
