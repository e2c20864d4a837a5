package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.trace.TraceException.Kind;
import io.traceconnector.chainscript.SignedMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoginTest {

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void logsInWithAMessageSignedByTheOrganisationsKey() {
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        test.page();
        String bearer = trace.asked("/login").getFirst().authorization();
        assertThat(SignedMessage.readBearerToken(bearer.substring("Bearer ".length()))
                        .message()
                        .utf8())
                .isEqualTo("{\"iat\":" + FakePace.START.minusSeconds(30).getEpochSecond() + ",\"exp\":"
                        + FakePace.START.plusSeconds(300).getEpochSecond() + "}");
        assertThat(trace.asked("/graphql").getFirst().authorization()).isEqualTo("Bearer " + trace.token(1));
    }

    @Test
    void usesOneLoginForManyCalls() {
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        test.page();
        test.page();
        assertThat(trace.asked("/login")).hasSize(1);
        assertThat(test.count("connector.trace.logins", "outcome", "ok")).isEqualTo(1);
    }

    @Test
    void renewsTheTokenBeforeItEnds() {
        trace.tokenLife(Duration.ofMinutes(10));
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        test.page();
        test.pace.pass(Duration.ofSeconds(565));
        test.page();
        assertThat(trace.asked("/login")).hasSize(1);
        test.pace.pass(Duration.ofSeconds(6));
        test.page();
        assertThat(trace.asked("/login")).hasSize(2);
    }

    @Test
    void logsInOnceForAllWhoNeedItAtTheSameTime() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        trace.on("/login", Reply.json("{\"token\":\"opaque\"}").after(release));
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LinksPage>> pages = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(test::page))
                    .toList();
            await().until(() -> trace.asked("/login").size() == 1);
            release.countDown();
            for (Future<LinksPage> page : pages) {
                assertThat(page.get().links()).isEmpty();
            }
        }
        assertThat(trace.asked("/login")).hasSize(1);
        assertThat(trace.asked("/graphql")).hasSize(20);
    }

    @Test
    void logsInAgainWhereTheTokenIsRefused() {
        trace.on("/graphql", Reply.status(401), Reply.json(Answers.EMPTY_PAGE));
        assertThat(test.page().links()).isEmpty();
        assertThat(trace.asked("/login")).hasSize(2);
        assertThat(trace.asked("/graphql"))
                .extracting(FakeTrace.Asked::authorization)
                .containsExactly("Bearer " + trace.token(1), "Bearer " + trace.token(2));
    }

    @Test
    void logsInAgainWhereTheErrorsSayThatTheTokenIsRefused() {
        trace.on(
                "/graphql",
                Reply.json("{\"errors\":[{\"message\":\"expired\",\"status\":401}]}"),
                Reply.json(Answers.EMPTY_PAGE));
        assertThat(test.page().links()).isEmpty();
        assertThat(trace.asked("/login")).hasSize(2);
    }

    @Test
    void givesUpWhereTheNewTokenIsRefusedToo() {
        trace.on("/graphql", Reply.status(401));
        assertThat(refused().kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(trace.asked("/graphql")).hasSize(2);
        assertThat(trace.asked("/login")).hasSize(2);
    }

    @Test
    void tellsThatAccountRefusesTheLogin() {
        trace.on("/login", Reply.status(401));
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(refused)
                .hasMessageContaining("organisation ours cannot log in")
                .hasMessageContaining("signing key");
        assertThat(test.count("connector.trace.logins", "outcome", "failed")).isGreaterThan(0);
    }

    @Test
    void isUnavailableWhereTheSigningKeyIsAway() {
        test.keys.goAway();
        TraceException refused = refused();
        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("the token is away");
    }

    @Test
    void triesALoginAgainWhereAccountFails() {
        trace.on("/login", Reply.status(503), Reply.json("{\"token\":\"t\"}"));
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        test.page();
        assertThat(trace.asked("/graphql").getFirst().authorization()).isEqualTo("Bearer t");
    }

    @Test
    void refusesALoginAnswerWithoutToken() {
        trace.on("/login", Reply.json("{\"token\":7}"));
        assertThat(refused().kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void leavesAtItsDeadlineWhileTheLoginGoesOn() {
        CountDownLatch release = new CountDownLatch(1);
        trace.on("/login", Reply.json("{\"token\":\"t\"}").after(release));
        RelayCall call = new RelayCall(new Credential.Own(FakeKeyRing.OURS), new byte[0], true, Duration.ofMillis(50));
        TraceException refused = catchThrowableOfType(TraceException.class, () -> test.client.graphql(call));
        release.countDown();
        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    private TraceException refused() {
        return catchThrowableOfType(TraceException.class, test::page);
    }
}
