package io.traceconnector.app.callers.pdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Target;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.callers.tokens.FakeTime;
import io.traceconnector.app.http.CountingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a decision point is told, and that nothing but a clear yes is one. */
final class HttpDecisionPointTest {

    private static final TenantId ACME = new TenantId("acme");

    private final FakePdp pdp = new FakePdp();
    private final FakeTime time = new FakeTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        pdp.close();
    }

    private static Question question(String id) {
        Principal caller = new Principal(
                "service-account:1",
                Principal.Kind.SERVICE_ACCOUNT,
                Optional.of("jane"),
                Map.of(ACME, Rights.of("connector.reader")),
                Map.of("groups", Set.of("south", "north")),
                Instant.MAX,
                "fingerprint-0001");
        Need need = new Need(
                "links:read",
                SpaceKind.OPERATIONAL,
                Optional.of(UUID.fromString("00000000-0000-4000-8000-000000000001")));
        return new Question(ACME, caller, need, new Target("GET", "/api/v1/links/{hash}", Map.of("hash", id)));
    }

    private HttpDecisionPoint remembering(Duration remembered, int most) {
        return pdp.asked(pdp.config(remembered, most, 64, Optional.empty()), meters, time);
    }

    private Opinion asked() {
        try (HttpDecisionPoint point = remembering(Duration.ofSeconds(1), 10)) {
            Opinion opinion = point.ask(question("1"));
            assertThat(point.remembered(question("1")))
                    .as("what is no answer is not remembered")
                    .isEqualTo(Optional.of(opinion).filter(said -> said != Opinion.AWAY));
            return opinion;
        }
    }

    private long counted(String outcome) {
        return meters.timer("connector.callers.pdp", "outcome", outcome).count();
    }

    @Test
    void isToldWhoAsksForWhatAndNoMore() {
        asked();

        assertThat(pdp.questions).containsExactly(JsonMapper.shared().readTree("""
                {"tenant": "acme",
                 "space": "00000000-0000-4000-8000-000000000001",
                 "caller": {"id": "service-account:1", "kind": "service_account", "onBehalfOf": "jane"},
                 "action": "links:read",
                 "resource": {"method": "GET", "route": "/api/v1/links/{hash}", "ids": {"hash": "1"}},
                 "claims": {"groups": ["north", "south"]}}
                """));
        assertThat(pdp.received)
                .singleElement()
                .asString()
                .startsWith("POST /v1/data/connector ")
                .contains("application/json")
                .doesNotContain("Authorization", "fingerprint-0001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\":true}",
                "{\"result\":{\"allow\":true}}",
                "{\"decision_id\":\"1\",\"result\":{\"why\":\"x\",\"allow\":true}}"
            })
    void aClearYesIsOne(String text) {
        pdp.replies(FakePdp.saying(200, text));

        assertThat(asked()).isEqualTo(Opinion.ALLOWED);
        assertThat(counted("allowed")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":false}", "{\"result\":{\"allow\":false}}"})
    void aClearNoIsOne(String text) {
        pdp.replies(FakePdp.saying(200, text));

        assertThat(asked()).isEqualTo(Opinion.DENIED);
        assertThat(counted("denied")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "true",
                "\"true\"",
                "[true]",
                "{\"allow\":true}",
                "{\"result\":{}}",
                "{\"result\":null}",
                "{\"result\":1}",
                "{\"result\":\"true\"}",
                "{\"result\":[true]}",
                "{\"result\":{\"allow\":\"true\"}}",
                "{\"result\":{\"allow\":1}}",
                "{\"result\":{\"Allow\":true}}",
                "{\"result\":{\"allow\":{\"allow\":true}}}",
                "{\"result\":false,\"result\":true}",
                "{\"result\":{\"allow\":false,\"allow\":true}}",
                "{\"result\":true}{\"result\":false}",
                "{\"result\":true",
                "<html>true</html>"
            })
    void whatCannotBeUsedIsNoAnswer(String text) {
        pdp.replies(FakePdp.saying(200, text));

        assertThat(asked()).isEqualTo(Opinion.AWAY);
        assertThat(counted("away")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 301, 400, 401, 403, 404, 429, 500, 503})
    void aYesWithAnotherStatusIsNoAnswer(int status) {
        pdp.replies(FakePdp.saying(status, status == 204 ? "" : "{\"result\":true}"));

        assertThat(asked()).isEqualTo(Opinion.AWAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (CountingListener elsewhere = new CountingListener()) {
            pdp.replies(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url("/"));
                FakePdp.saying(status, "{\"result\":true}").to(exchange);
            });

            assertThat(asked()).isEqualTo(Opinion.AWAY);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void aYesThatIsTooLongIsNoAnswer() {
        String yes = "{\"why\":\"%s\",\"result\":true}";
        pdp.replies(FakePdp.saying(200, yes.formatted("x".repeat(60 * 1024))));
        assertThat(asked()).isEqualTo(Opinion.ALLOWED);

        pdp.replies(FakePdp.saying(200, yes.formatted("x".repeat(64 * 1024))));
        assertThat(asked()).isEqualTo(Opinion.AWAY);
    }

    @Test
    void aYesThatIsCutIsNoAnswer() {
        pdp.replies(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{\"result\":true}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThat(asked()).isEqualTo(Opinion.AWAY);
    }

    @Test
    void nobodyThereIsNoAnswer() {
        pdp.close();

        assertThat(asked()).isEqualTo(Opinion.AWAY);
    }

    @Test
    void anAnswerThatIsLateIsNone() {
        CountDownLatch over = new CountDownLatch(1);
        pdp.replies(exchange -> {
            await(over);
            FakePdp.saying(200, "{\"result\":true}").to(exchange);
        });
        PdpConfig config = pdp.config(Duration.ZERO, 10, 64, Optional.empty());
        try (HttpDecisionPoint point = new HttpDecisionPoint(config, meters, time)) {
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.AWAY);
            assertThat(meters.counter("connector.callers.pdp.requests", "outcome", "timeout")
                            .count())
                    .isEqualTo(1);
        } finally {
            over.countDown();
        }
    }

    @Test
    void anAddressThatIsPrivateIsAskedOnlyWhereThatIsAllowed() {
        PdpConfig config = new PdpConfig(
                URI.create("https://127.0.0.1:" + pdp.url().getPort() + "/"),
                Duration.ofMillis(50),
                Optional.empty(),
                Duration.ZERO,
                10,
                64,
                false,
                Optional.empty());
        try (HttpDecisionPoint point = pdp.asked(config, meters, time)) {
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.AWAY);
            assertThat(meters.counter("connector.callers.pdp.requests", "outcome", "refused")
                            .count())
                    .isEqualTo(1);
            assertThat(pdp.received).isEmpty();
        }
    }

    @Test
    void moreQuestionsThanMayBeOpenAreNotAsked() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        pdp.replies(exchange -> {
            begun.countDown();
            await(over);
            FakePdp.saying(200, "{\"result\":true}").to(exchange);
        });
        PdpConfig config = pdp.config(Duration.ZERO, 10, 2, Optional.empty());
        try (HttpDecisionPoint point = pdp.asked(config, meters, time);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Opinion> one = threads.submit(() -> point.ask(question("1")));
            Future<Opinion> two = threads.submit(() -> point.ask(question("2")));
            begun.await();

            assertThat(point.ask(question("3"))).isEqualTo(Opinion.AWAY);
            assertThat(pdp.questions).hasSize(2);

            over.countDown();
            assertThat(List.of(one.get(), two.get())).containsOnly(Opinion.ALLOWED);
            assertThat(point.ask(question("3"))).isEqualTo(Opinion.ALLOWED);
        }
    }

    @Test
    void anAnswerCountsForTheSameQuestionForAMoment() {
        try (HttpDecisionPoint point = remembering(Duration.ofSeconds(1), 10)) {
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.ALLOWED);
            pdp.rule = input -> false;
            time.pass(Duration.ofMillis(999));
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.ALLOWED);
            assertThat(point.remembered(question("1"))).contains(Opinion.ALLOWED);
            assertThat(point.ask(question("2"))).isEqualTo(Opinion.DENIED);
            assertThat(pdp.questions).hasSize(2);

            time.pass(Duration.ofMillis(2));
            assertThat(point.remembered(question("1"))).isEmpty();
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.DENIED);
        }
    }

    @Test
    void nothingIsRememberedWhereThatIsConfigured() {
        try (HttpDecisionPoint point = remembering(Duration.ZERO, 10)) {
            point.ask(question("1"));
            assertThat(point.remembered(question("1"))).isEmpty();
            point.ask(question("1"));
            assertThat(pdp.questions).hasSize(2);
        }
    }

    @Test
    void noMoreAnswersAreRememberedThanConfigured() {
        try (HttpDecisionPoint point = remembering(Duration.ofSeconds(1), 5)) {
            for (int i = 0; i < 50; i++) {
                point.ask(question("id-" + i));
            }
            assertThat(point.rememberedAnswers()).isEqualTo(5);
        }
    }

    @Test
    void itsTokenIsReadWithEachQuestion() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first-token");
        PdpConfig config = pdp.config(Duration.ZERO, 10, 64, Optional.of(new SecretSource("file:" + file)));
        try (HttpDecisionPoint point = pdp.asked(config, meters, time)) {
            point.ask(question("1"));
            Files.writeString(file, "second-token");
            point.ask(question("1"));
            assertThat(pdp.received.getFirst()).contains("Bearer first-token");
            assertThat(pdp.received.getLast()).contains("Bearer second-token");

            Files.writeString(file, "evil\r\nX-Other: 1");
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.AWAY);
            Files.delete(file);
            assertThat(point.ask(question("1"))).isEqualTo(Opinion.AWAY);
            assertThat(pdp.received).hasSize(2);
            assertThat(point.health().detail()).contains(file.toString()).doesNotContain("evil");
        }
        assertThatThrownBy(() -> pdp.asked(config, meters, time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callers.authz.pdp");
    }

    @Test
    void healthSaysHowTheLastQuestionWent() {
        try (HttpDecisionPoint point = remembering(Duration.ZERO, 10)) {
            assertThat(point.health().state()).isEqualTo(State.UP);
            pdp.failing(true);
            point.ask(question("1"));
            assertThat(point.health().state()).isEqualTo(State.DEGRADED);
            assertThat(point.health().detail()).contains("answered 500");
            pdp.failing(false);
            point.ask(question("1"));
            assertThat(point.health().state()).isEqualTo(State.UP);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
