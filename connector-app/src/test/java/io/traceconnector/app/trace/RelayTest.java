package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.app.trace.TraceException.Kind;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Credential OWN = new Credential.Own(FakeKeyRing.OURS);
    private static final Credential CALLERS = new Credential.Callers("Bearer caller");
    private static final byte[] BODY = "{\"query\":\"{ workflows }\"}".getBytes(StandardCharsets.UTF_8);

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void passesTheBodyOnAsItIsWithOurToken() throws IOException {
        trace.on("/graphql", Reply.of(200, Map.of("Content-Type", "application/json", "ETag", "x"), BODY));
        try (RelayAnswer answer = test.client.graphql(call(OWN, true))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).isEqualTo(Map.of("content-type", "application/json"));
            assertThat(answer.body()).hasBinaryContent(BODY);
        }
        FakeTrace.Asked asked = trace.asked("/graphql").getFirst();
        assertThat(asked.body()).isEqualTo(new String(BODY, StandardCharsets.UTF_8));
        assertThat(asked.authorization()).isEqualTo("Bearer " + trace.token(1));
    }

    @Test
    void renewsOurTokenOnceAndThenGivesTheRefusalOn() throws IOException {
        trace.on("/graphql", Reply.status(401), Reply.json("{}"));
        assertThat(status(OWN)).isEqualTo(200);
        trace.on("/graphql", Reply.status(401));
        assertThat(status(OWN)).isEqualTo(401);
        assertThat(trace.asked("/graphql")).hasSize(4);
    }

    @Test
    void neverRenewsACallersToken() throws IOException {
        trace.on("/graphql", Reply.status(401));
        assertThat(status(CALLERS)).isEqualTo(401);
        assertThat(trace.asked("/graphql"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.authorization()).isEqualTo("Bearer caller"));
        assertThat(trace.asked("/login")).isEmpty();
    }

    @Test
    void givesErrorStatusesOnWithTheirPause() throws IOException {
        trace.on("/graphql", Reply.of(429, Map.of("Retry-After", "9"), new byte[0]));
        try (RelayAnswer answer = test.client.graphql(call(CALLERS, true))) {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsEntry("retry-after", "9");
        }
        trace.on("/graphql", Reply.status(503));
        assertThat(status(CALLERS)).isEqualTo(503);
        assertThat(trace.asked("/graphql")).hasSize(2);
    }

    @Test
    void decodesACompressedAnswer() throws IOException {
        trace.on("/graphql", Reply.gzip("{\"data\":1}"));
        try (RelayAnswer answer = test.client.graphql(call(CALLERS, true))) {
            assertThat(answer.body()).hasContent("{\"data\":1}");
            assertThat(answer.headers()).isEmpty();
        }
    }

    @Test
    void failsInTheBodyWhereTheAnswerIsCut() throws IOException {
        trace.on("/graphql", Reply.cut("{\"data\":"));
        try (RelayAnswer answer = test.client.graphql(call(CALLERS, true))) {
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void failsInTheBodyAtTheDeadlineAndNeverJustEnds() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        trace.on("/graphql", Reply.stalled("{\"data\":", release));
        try (RelayAnswer answer = test.client.graphql(new RelayCall(CALLERS, BODY, true, Duration.ofMillis(500)))) {
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(HttpTimeoutException.class);
        }
        release.countDown();
    }

    @Test
    void streamsTheAnswerBeforeItIsComplete() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        trace.on("/graphql", Reply.stalled("{\"a\":", release));
        try (RelayAnswer answer = test.client.graphql(call(CALLERS, true))) {
            assertThat(answer.body().readNBytes(5)).asString().isEqualTo("{\"a\":");
            release.countDown();
            assertThat(answer.body().read()).isEqualTo(-1);
        }
    }

    @Test
    void sendsAgainAfterABrokenConnectionOnlyWhatMayBeRepeated() throws IOException {
        trace.on("/graphql", exchange -> exchange.close(), Reply.json("{}"));
        assertThat(status(CALLERS)).isEqualTo(200);
        trace.on("/graphql", exchange -> exchange.close(), Reply.json("{}"));
        TraceException refused =
                catchThrowableOfType(TraceException.class, () -> test.client.graphql(call(CALLERS, false)));
        assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void givesItsConnectionBackWhenAnAnswerIsClosed() throws IOException {
        try (TestClient narrow = new TestClient(LONG, new LimitConfig(2, 1024, 1, 1024))) {
            narrow.trace.on("/graphql", Reply.json("{}"));
            for (int i = 0; i < 5; i++) {
                narrow.client.graphql(call(CALLERS, true)).close();
            }
            List<RelayAnswer> held = new ArrayList<>();
            held.add(narrow.client.graphql(call(CALLERS, true)));
            held.add(narrow.client.graphql(call(CALLERS, true)));
            RelayCall third = new RelayCall(CALLERS, BODY, true, Duration.ofMillis(50));
            assertThat(catchThrowableOfType(TraceException.class, () -> narrow.client.graphql(third))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            held.getFirst().close();
            held.getFirst().close();
            held.add(narrow.client.graphql(call(CALLERS, true)));
            for (RelayAnswer answer : held) {
                answer.close();
            }
        }
    }

    @Test
    void leavesTheHostAloneForItsOwnFailuresButNotForAQuerysFault() throws IOException {
        trace.on("/graphql", Reply.status(500));
        for (int i = 0; i < 12; i++) {
            assertThat(status(CALLERS)).isEqualTo(500);
        }
        trace.on("/graphql", Reply.status(503));
        for (int i = 0; i < 10; i++) {
            assertThat(status(CALLERS)).isEqualTo(503);
        }
        assertThat(catchThrowableOfType(TraceException.class, () -> status(CALLERS)))
                .hasMessageContaining("left alone");
    }

    @Test
    void doesNotBlameTheHostForWhatWasGivenUpHere() throws IOException {
        trace.on("/graphql", Reply.json("{}"));
        for (int i = 0; i < 12; i++) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowableOfType(TraceException.class, () -> status(CALLERS))
                            .kind())
                    .isEqualTo(Kind.UNAVAILABLE);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(status(CALLERS)).isEqualTo(200);
    }

    @Test
    void isUnavailableOnceClosed() {
        trace.on("/graphql", Reply.json("{}"));
        test.client.close();
        assertThat(catchThrowableOfType(TraceException.class, () -> status(CALLERS))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void doesNotShowACallersToken() {
        assertThat(CALLERS).asString().doesNotContain("caller");
        assertThat(call(CALLERS, true)).asString().doesNotContain("Bearer");
    }

    @Test
    void knowsTheAccountsOfAToken() {
        trace.on("/info", Reply.json("{\"accountId\":\"1\",\"otherAccountIds\":[\"2\",3],\"email\":\"a@b\"}"));
        assertThat(test.client.info("Bearer caller")).isEqualTo(new TokenInfo.Known("1", Set.of("2", "3")));
        assertThat(trace.asked("/info").getFirst().authorization()).isEqualTo("Bearer caller");
        assertThat(trace.asked("/login")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void tellsThatATokenIsRefused(int status) {
        trace.on("/info", Reply.status(status));
        assertThat(test.client.info("Bearer caller")).isInstanceOf(TokenInfo.Refused.class);
    }

    @Test
    void tellsWhatAccountSaysOfATokenThatItRefuses() {
        String said = "token expired\n\u0007" + "x".repeat(1000);
        trace.on("/info", Reply.of(401, Map.of(), said.getBytes(StandardCharsets.UTF_8)));
        assertThat(test.client.info("Bearer caller"))
                .isEqualTo(new TokenInfo.Refused(401, "token expired " + "x".repeat(486)));
    }

    @Test
    void givesAccountNothingOfACallerButItsToken() {
        trace.on("/info", Reply.json("{\"accountId\":\"1\"}"));
        test.client.info("Bearer caller");
        assertThat(trace.asked("/info").getFirst().headers().keySet())
                .containsExactlyInAnyOrder("Accept", "Accept-encoding", "Authorization", "Host", "User-agent");
    }

    @Test
    void believesNoAnswerAboutATokenThatIsTooLong() {
        String answer = "{\"accountId\":\"1\",\"email\":\"" + "x".repeat(1 << 20) + "\"}";
        trace.on("/info", Reply.json(answer));
        assertThat(test.client.info("Bearer caller")).isInstanceOf(TokenInfo.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 429, 500, 503})
    void saysNothingAboutATokenWhereAccountDoesNotAnswerIt(int status) {
        trace.on("/info", Reply.of(status, Map.of("Location", trace.url() + "/elsewhere"), new byte[0]));
        assertThat(test.client.info("Bearer caller")).isInstanceOf(TokenInfo.Unavailable.class);
        assertThat(trace.asked("/elsewhere")).isEmpty();
    }

    @Test
    void saysNothingAboutATokenWhereAccountDoesNotFinishItsAnswer() {
        CountDownLatch release = new CountDownLatch(1);
        try (TestClient impatient =
                new TestClient(Duration.ofMillis(300), new LimitConfig(64, 1 << 20, 1000, 1 << 20))) {
            impatient.trace.on("/info", Reply.stalled("{\"accountId\":\"1\"", release));
            assertThat(impatient.client.info("Bearer caller")).isInstanceOf(TokenInfo.Unavailable.class);
            release.countDown();
            impatient.trace.on("/info", Reply.json("{\"accountId\":\"1\"}"));
            assertThat(impatient.client.info("Bearer caller")).isInstanceOf(TokenInfo.Known.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"accountId\":null}", "{\"accountId\":\"1\",\"otherAccountIds\":[{}]}", "<html>"})
    void admitsNobodyByAnAnswerOfAnotherShape(String answer) {
        trace.on("/info", Reply.json(answer));
        assertThat(test.client.info("Bearer caller")).isInstanceOf(TokenInfo.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a\r\nHost: b", "Bearer \u0000", "Bearer \n"})
    void refusesATokenThatIsNoHeaderValue(String authorization) {
        assertThat(test.client.info(authorization)).isEqualTo(new TokenInfo.Refused(401, ""));
        assertThat(trace.asked("/info")).isEmpty();
    }

    @Test
    void remembersOurOwnAccountsForAWhile() {
        trace.on("/info", Reply.json("{\"accountId\":\"1\",\"otherAccountIds\":[\"2\"]}"));
        assertThat(test.client.ownAccounts(FakeKeyRing.OURS)).containsExactlyInAnyOrder("1", "2");
        assertThat(test.client.ownAccounts(FakeKeyRing.OURS)).hasSize(2);
        assertThat(trace.asked("/info")).hasSize(1);
        test.pace.pass(Duration.ofMinutes(6));
        test.client.ownAccounts(FakeKeyRing.OURS);
        assertThat(trace.asked("/info")).hasSize(2);
    }

    @Test
    void doesNotKnowOurAccountsWhereAccountIsAway() {
        trace.on("/info", Reply.status(503));
        assertThat(catchThrowableOfType(TraceException.class, () -> test.client.ownAccounts(FakeKeyRing.OURS))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    private int status(Credential credential) throws IOException {
        try (RelayAnswer answer = test.client.graphql(call(credential, true))) {
            return answer.status();
        }
    }

    private static RelayCall call(Credential credential, boolean repeatable) {
        return new RelayCall(credential, BODY, repeatable, LONG);
    }
}
