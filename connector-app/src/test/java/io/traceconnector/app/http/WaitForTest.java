package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Position;
import io.traceconnector.api.Routes;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import io.traceconnector.app.stream.StreamStatus;
import io.traceconnector.app.stream.WritePosition;
import io.traceconnector.app.stream.WriteStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WaitForTest {

    private static final TraceId TRACE = new TraceId("t-1");
    private static final Feed FEED = new Feed(TestingHttp.ACME, new WorkflowId("1"));
    private static final WritePosition A = new WritePosition(FEED, Segments.hash('a'));
    private static final WritePosition B = new WritePosition(FEED, Segments.hash('b'));

    private final TestingHttp http = new TestingHttp();
    private final FakeModule module = new FakeModule();

    /** One that cannot tell which links its answers contain. */
    private record FakeCounter(FakeModule like) implements RunningModule, Routes, SegmentConsumer {

        @Override
        public List<Route> routes() {
            return List.of(like.routes().getFirst());
        }

        @Override
        public Position position(Feed feed) {
            return Position.START;
        }

        @Override
        public void accept(Batch batch) {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void run() {
        http.modules.add(module.running());
    }

    @AfterEach
    void close() {
        module.released.countDown();
        http.close();
    }

    private HttpResponse<String> ask(String query) {
        return http.get(TestingHttp.STATIC, "/api/v1/fake/echo/x?" + query);
    }

    private static JsonNode body(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void anAnswerThatShowsTheWriteComesAtOnceAndTheModuleKnowsNothingOfTheWait() {
        module.located.put(A.hash(), TRACE);
        module.located.put(B.hash(), TRACE);

        HttpResponse<String> answer = ask("q=1&wait-for=" + A + "&wait-for=" + B + "&wait=5s");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body(answer).path("query").asString()).isEqualTo("[q]");
        assertThat(http.positions.asked).isEmpty();
    }

    @Test
    void whatIsNotThereInTimeIsSaidWithHowFarTheModuleIs() {
        http.positions.otherwise = new WriteStatus.NotYet(
                WriteStatus.Reason.BEHIND,
                Optional.of(new StreamStatus(
                        "fake",
                        FEED,
                        StreamStatus.State.READING,
                        40,
                        OptionalLong.of(100),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Map.of())));

        HttpResponse<String> answer = ask("wait-for=" + A + "&wait=1500ms");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        JsonNode problem = body(answer);
        assertThat(problem.path("code").asString()).isEqualTo("not_yet");
        assertThat(problem.path("reason").asString()).isEqualTo("behind");
        assertThat(problem.path("position").asString()).isEqualTo(A.toString());
        assertThat(problem.path("passed").asLong()).isEqualTo(40);
        assertThat(problem.path("total").asLong()).isEqualTo(100);
        assertThat(problem.path("atHead").asBoolean(true)).isFalse();
        assertThat(http.positions.asked).singleElement().satisfies(asked -> {
            assertThat(asked.consumer()).isEqualTo("fake");
            assertThat(asked.position()).isEqualTo(A);
            assertThat(asked.longest()).isBetween(Duration.ofMillis(1), Duration.ofMillis(1500));
        });
    }

    @Test
    void whatTheModuleWasGivenButDoesNotShowIsNotThere() {
        http.positions.taken.add(A);

        HttpResponse<String> answer = ask("wait-for=" + A + "&wait=100ms");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(body(answer).path("reason").asString()).isEqualTo("not_shown");
    }

    @Test
    void whatTheModuleShowsIsThereAlsoWhereTheStreamHasForgotten() {
        http.positions.otherwise = new WriteStatus.NotYet(WriteStatus.Reason.FORGOTTEN, Optional.empty());
        assertThat(body(ask("wait-for=" + A)).path("reason").asString()).isEqualTo("position_forgotten");
        module.located.put(A.hash(), TRACE);

        assertThat(ask("wait-for=" + A).statusCode()).isEqualTo(200);
    }

    @Test
    void ofAModuleThatCannotTellWhatItShowsCountsWhatItWasGiven() {
        http.modules.set(0, new HostedModule("fake", new ModuleState.Running(new FakeCounter(module))));
        http.positions.taken.add(A);

        assertThat(ask("wait-for=" + A).statusCode()).isEqualTo(200);
        assertThat(ask("wait-for=" + A + "&wait-for=" + B).statusCode()).isEqualTo(503);
    }

    @Test
    void aTraceIsReadUntilItHasTheWrite() {
        http.traces.put(TRACE, List.of(Segments.of(TRACE, 'a', new Payload.NotForUs())));
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/traces/t-1?wait-for=" + A)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> notYet =
                http.get(TestingHttp.STATIC, "/api/v1/traces/t-1?wait=0s&wait-for=" + A + "&wait-for=" + B);
        assertThat(body(notYet).path("code").asString()).isEqualTo("not_yet");
        assertThat(body(notYet).path("position").asString()).isEqualTo(B.toString());

        Thread writer = Thread.ofVirtual().start(() -> {
            Awaitility.await()
                    .until(() -> http.meters
                                    .get("http.server.requests.active")
                                    .gauge()
                                    .value()
                            == 1);
            http.traces.put(
                    TRACE,
                    List.of(
                            Segments.of(TRACE, 'a', new Payload.NotForUs()),
                            Segments.of(TRACE, 'b', new Payload.NotForUs())));
        });
        HttpResponse<String> answer = http.get(TestingHttp.STATIC, "/api/v1/traces/t-1?wait=30s&wait-for=" + B);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body(answer).path("links")).hasSize(2);
        assertThat(writer.isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait-for=",
                "wait-for=acme",
                "wait-for=acme:1",
                "wait-for=acme:1:xyz",
                "wait-for=acme:1:ABCDEF",
                "wait-for=:1:a"
            })
    void refusesWhatIsNoPosition(String query) {
        for (String path : List.of("/api/v1/fake/echo/x?", "/api/v1/traces/t-1?")) {
            HttpResponse<String> answer = http.get(TestingHttp.STATIC, path + query);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(body(answer).path("code").asString()).isEqualTo("position_malformed");
        }
    }

    @Test
    void refusesMorePositionsThanItsBound() {
        assertThat(ask("wait-for=" + A + ("&wait-for=" + A).repeat(16)).statusCode())
                .isIn(400, 414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61s", "2m", "10", "-1s", "1h", "", "999999m"})
    void refusesWaitsThatAreNone(String wait) {
        HttpResponse<String> answer = ask("wait-for=" + A + "&wait=" + wait);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).path("code").asString()).isEqualTo("wait_malformed");
    }

    @Test
    void refusesAPositionOfAnOrganisationThatIsNotTheCallers() {
        HttpResponse<String> answer = ask("wait-for=" + A.toString().replace("acme", "gamma"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(body(answer).path("code").asString()).isEqualTo("organisation_unknown");
        assertThat(http.positions.asked).isEmpty();
    }

    @Test
    void theDocumentNamesTheParameters() {
        JsonNode paths = body(http.get(TestingHttp.STATIC, "/openapi.json")).path("paths");

        for (String path : List.of("/api/v1/fake/echo/{name}", "/api/v1/traces/{id}")) {
            assertThat(paths.path(path).path("get").path("parameters").findValuesAsString("name"))
                    .contains("wait-for", "wait");
            assertThat(paths.path(path).at("/get/responses/503/description").asString())
                    .contains("not_yet");
        }
    }
}
