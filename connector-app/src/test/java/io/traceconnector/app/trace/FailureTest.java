package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.app.trace.TraceException.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can go wrong between us and Trace. */
final class FailureTest {

    private static final String GOOD = Answers.page(Answers.edgesTo(2), false, "\"c2\"", 2);

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void triesAgainAfterAPassingStatus(int status) {
        trace.on("/graphql", Reply.status(status), Reply.status(status), Reply.json(GOOD));
        assertThat(test.page().links()).hasSize(2);
        assertThat(test.pace.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(test.count("connector.upstream.retries", "upstream", "trace"))
                .isEqualTo(2);
    }

    @Test
    void givesUpAfterTheConfiguredTries() {
        trace.on("/graphql", Reply.status(503));
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refused).hasMessage("trace answered with status 503");
        assertThat(trace.asked("/graphql")).hasSize(3);
    }

    @Test
    void keepsThePauseThatTraceAsksFor() {
        trace.on("/graphql", status(429, "7"), status(503, "Sun, 01 Mar 2026 10:00:20 GMT"), Reply.json(GOOD));
        test.pace.chance(0);
        assertThat(test.page().links()).hasSize(2);
        assertThat(test.pace.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(13));
    }

    @Test
    void failsAtOnceWhereTraceAsksForALongPause() {
        trace.on("/graphql", status(429, "31"));
        assertThat(refused().kind()).isEqualTo(Kind.THROTTLED);
        assertThat(trace.asked("/graphql")).hasSize(1);
        assertThat(test.pace.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 400, 403, 404, 409})
    void doesNotTryAgainWhatTraceRefuses(int status) {
        trace.on("/graphql", Reply.of(status, Map.of("Location", trace.url() + "/elsewhere"), new byte[0]));
        assertThat(refused()).hasMessageContaining("status " + status);
        assertThat(trace.asked("/graphql")).hasSize(1);
        assertThat(trace.asked("/elsewhere")).isEmpty();
    }

    @Test
    void tellsWhatTraceSaysWhereItRefuses() {
        String errors = "{\"errors\":[{\"message\":\"unknown workflow\",\"status\":400}]}";
        trace.on("/graphql", Reply.of(400, Map.of(), errors.getBytes(StandardCharsets.UTF_8)));
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessage("trace answered with status 400, graphql (400): unknown workflow");
    }

    @Test
    void triesAgainAfterGarbageAndNeverRepeatsIt() {
        trace.on("/graphql", Reply.json("<html>hush-hush</html>"), Reply.json(GOOD));
        assertThat(test.page().links()).hasSize(2);
        trace.on("/graphql", Reply.json("{\"data\":{\"workflowByRowId\":hush-hush"));
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refused).hasMessage("trace gave an answer that is not JSON").hasNoCause();
    }

    @Test
    void triesAgainAfterACutConnection() {
        trace.on("/graphql", Reply.cut(GOOD.substring(0, 120)), Reply.cut(""), Reply.json(GOOD));
        assertThat(test.page().links()).hasSize(2);
    }

    @Test
    void isUnavailableWhereEveryAnswerIsCut() {
        trace.on("/graphql", Reply.cut(GOOD));
        assertThat(refused().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void refusesAnOversizedAnswerWithoutAskingAgain() {
        String large = Answers.page(Answers.edge(1, "\"" + "x".repeat(1100 * 1024) + "\"", "null"), false, "null", 1);
        trace.on("/graphql", Reply.json(large));
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refused).hasMessageContaining("more than 1048576 bytes");
        assertThat(trace.asked("/graphql")).hasSize(1);
    }

    @Test
    void refusesACompressedAnswerThatUnfoldsBeyondTheBound() {
        trace.on("/graphql", Reply.gzip("{\"x\":\"" + " ".repeat(4 * 1024 * 1024)));
        assertThat(refused()).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void readsACompressedAnswer() {
        trace.on("/graphql", Reply.gzip(GOOD));
        assertThat(test.page().links()).hasSize(2);
        assertThat(trace.asked("/graphql").getFirst().headers()).containsKey("Accept-encoding");
    }

    @Test
    void isUnavailableWhereNoAnswerComesInTime() {
        CountDownLatch release = new CountDownLatch(1);
        try (TestClient hasty = new TestClient(Duration.ofMillis(150), new LimitConfig(8, 1024, 1, 1024))) {
            hasty.trace.on("/login", Reply.json("{\"token\":\"t\"}"));
            hasty.trace.on("/graphql", Reply.json(GOOD).after(release));
            TraceException refused = catchThrowableOfType(TraceException.class, hasty::page);
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refused).hasMessageContaining("trace did not answer in time");
            release.countDown();
        }
    }

    @Test
    void isUnavailableWhereTheBodyDoesNotEndInTime() {
        CountDownLatch release = new CountDownLatch(1);
        try (TestClient hasty = new TestClient(Duration.ofMillis(300), new LimitConfig(8, 1024, 1, 1024))) {
            hasty.trace.on("/login", Reply.json("{\"token\":\"t\"}"));
            hasty.trace.on("/graphql", Reply.stalled("{\"data\":", release));
            TraceException refused = catchThrowableOfType(TraceException.class, hasty::page);
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
            release.countDown();
        }
    }

    @Test
    void leavesAHostAloneThatKeepsFailingAndComesBack() {
        trace.on("/graphql", Reply.status(500));
        for (int i = 0; i < 4; i++) {
            refused();
        }
        int asked = trace.asked("/graphql").size();
        assertThat(asked).isEqualTo(10);
        assertThat(refused()).hasMessageContaining("left alone");
        assertThat(trace.asked("/graphql")).hasSize(asked);
        assertThat(circuit()).isEqualTo(2);
        trace.on("/graphql", Reply.json(GOOD));
        test.pace.pass(Duration.ofSeconds(5));
        assertThat(test.page().links()).hasSize(2);
        assertThat(circuit()).isZero();
    }

    @Test
    void stopsRetryingWhenTheBudgetIsSpent() {
        trace.on("/graphql", Reply.status(429));
        for (int i = 0; i < 30; i++) {
            refused();
        }
        // 30 calls earn 6 retries; 10 were saved up.
        assertThat(trace.asked("/graphql")).hasSizeBetween(30 + 14, 30 + 16);
    }

    @Test
    void namesAHostThatCannotBeReached() {
        TraceConfig nowhere = TestClient.config(
                URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5), new LimitConfig(8, 1024, 1, 1024));
        try (TraceClient client = new TraceClient(nowhere, test.keys, test.meters, test.pace)) {
            TraceException refused = catchThrowableOfType(
                    TraceException.class, () -> client.page(TestClient.OURS, TestClient.WORKFLOW, Optional.empty(), 1));
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refused).hasMessageContaining("the connection to account failed: ConnectException");
        }
    }

    private double circuit() {
        return test.meters
                .get("connector.upstream.circuit")
                .tag("upstream", "trace")
                .gauge()
                .value();
    }

    private TraceException refused() {
        return catchThrowableOfType(TraceException.class, test::page);
    }

    private static Reply status(int status, String retryAfter) {
        return Reply.of(status, Map.of("Retry-After", retryAfter), new byte[0]);
    }
}
