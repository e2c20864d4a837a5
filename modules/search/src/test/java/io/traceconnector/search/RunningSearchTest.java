package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static io.traceconnector.search.TestingSearch.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Feed;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Position;
import io.traceconnector.api.Routes;
import io.traceconnector.api.TraceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSearchTest {

    private static final Feed FEED = link(0, "{}").feed();

    @TempDir
    Path directory;

    @Test
    void locatesTheTraceOfALinkForThoseWhoSeeIt() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{}").trace("a", 1));
            LinkHash hash = new LinkHash(Sample.hash(1));
            assertThat(search.running().locate(ALPHA, hash)).contains(new TraceId("a"));
            assertThat(search.running().locate(BETA, hash)).isEmpty();
            assertThat(search.running().locate(NOBODY, hash)).isEmpty();
            assertThat(search.running().locate(ALPHA, new LinkHash(Sample.hash(2))))
                    .isEmpty();
        }
    }

    @Test
    void saysHowItIs() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().health().dataAsOf()).isEmpty();
            search.feed(link(1, "{}"));
            Health health = search.running().health();
            assertThat(health.state()).isEqualTo(State.UP);
            assertThat(health.dataAsOf()).contains(Instant.parse("2026-05-01T00:00:00Z"));
        }
    }

    @Test
    void describesEveryRoute() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().routes())
                    .extracting(route -> route.method() + " " + route.path())
                    .containsExactly("GET /search", "POST /search", "GET /search/fields");
            for (Routes.Route route : search.running().routes()) {
                assertThat(route.description().summary()).isNotBlank();
                assertThat(route.description().answer().get("type").asString()).isEqualTo("object");
                assertThat(route.description().requestBody().isPresent())
                        .isEqualTo(route.method().equals("POST"));
            }
        }
    }

    @Test
    void startsAFreshIndexWhenItsFilesAreLostWhileItRuns() throws IOException {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{}"));
            deleteIndex();
            assertThatThrownBy(() -> search.accept(FEED, List.of(link(2, "{}")), "p2"))
                    .isNotNull();
            assertThat(search.running().health().state()).isEqualTo(State.DOWN);
            // Going on from here would leave a gap.
            assertThatThrownBy(() -> search.accept(FEED, List.of(link(2, "{}")), "p2"))
                    .hasMessageContaining("read again");
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            search.accept(FEED, List.of(link(1, "{}"), link(2, "{}")), "p2");
            assertThat(search.found("*:*")).containsExactly(1, 2);
            assertThat(search.running().health().state()).isEqualTo(State.UP);
        }
    }

    private void deleteIndex() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("index"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
