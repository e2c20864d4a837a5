package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TenantDirectory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long answers end when their callers lose the right to them: it is looked at twice a second, so that it takes a second at most. */
final class StandingTest {

    private static final String TOKEN = "fake-reader";

    private final TestingHttp http = new TestingHttp();
    private final FakeModule module = new FakeModule();

    @BeforeEach
    void run() {
        http.modules.add(module.running());
        http.recognised.knows(TOKEN, reader("connector.reader"));
    }

    @AfterEach
    void close() {
        module.released.countDown();
        http.close();
    }

    private static Principal reader(String role) {
        Map<TenantId, Rights> tenants = Map.of(TenantDirectory.DEFAULT, Rights.of(role));
        return new Principal(
                "service-account:1",
                Principal.Kind.SERVICE_ACCOUNT,
                Optional.empty(),
                tenants,
                Map.of(),
                Instant.MAX,
                "c1");
    }

    private CompletableFuture<HttpResponse<Void>> begin(String path) {
        HttpRequest request = http.as(TOKEN, path).build();
        return http.client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/fake/endless", "/api/v1/fake/quiet"})
    void anAnswerIsCutWhenItsCredentialEnds(String path) {
        CompletableFuture<HttpResponse<Void>> answer = begin(path);
        await().until(() -> module.written.get() > 0 || module.entered.getCount() == 0);
        assertThat(answer).isNotDone();

        http.recognised.forgets(TOKEN);

        await().atMost(Duration.ofSeconds(3)).until(answer::isCompletedExceptionally);
    }

    @Test
    void anAnswerIsCutWhenItsCallersRoleNoLongerAllowsIt() {
        CompletableFuture<HttpResponse<Void>> answer = begin("/api/v1/fake/quiet");
        await().until(() -> module.entered.getCount() == 0);

        http.recognised.knows(TOKEN, reader("connector.admin"));

        await().atMost(Duration.ofSeconds(3)).until(answer::isCompletedExceptionally);
    }

    @Test
    void anAnswerGoesOnToItsEndWhileNothingChanges() throws Exception {
        CompletableFuture<HttpResponse<Void>> answer = begin("/api/v1/fake/quiet");
        await().until(() -> module.entered.getCount() == 0);
        await().during(Duration.ofMillis(1200)).until(() -> !answer.isDone());

        module.released.countDown();

        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    @Test
    void anOperatorsSessionHasNoAnswersThatLast() {
        Principal reader = reader("connector.reader");
        http.recognised.knows(
                "fake-operator",
                new Principal(
                        "operator:1",
                        Principal.Kind.OPERATOR,
                        Optional.empty(),
                        reader.tenants(),
                        Map.of(),
                        Instant.MAX,
                        "c2"));

        HttpResponse<String> refused = http.get("fake-operator", "/api/v1/fake/lasting");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("stream_refused");
        assertThat(http.get("fake-operator", "/api/v1/fake/stream").statusCode())
                .isEqualTo(200);
    }

    /** Four of one credential at a time, as the server of these tests is set up. */
    @Test
    void answersThatLastAreBoundedInNumber() {
        for (int i = 0; i < 4; i++) {
            assertThat(begin("/api/v1/fake/lasting")).isNotDone();
        }
        await().until(() -> http.get(TOKEN, "/api/v1/fake/lasting").statusCode() == 429);
        assertThat(http.get(TOKEN, "/api/v1/fake/stream").statusCode()).isEqualTo(200);

        module.released.countDown();

        await().until(() -> http.get(TOKEN, "/api/v1/fake/lasting").statusCode() == 200);
    }

    @Test
    void noOtherHeaderMakesAnotherRequestOfIt() {
        HttpResponse<String> answer =
                http.send(http.as(TOKEN, "/api/v1/fake/stream").header("X-HTTP-Method-Override", "DELETE"));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsAskedAfterwardsIsRefused() {
        assertThat(http.get(TOKEN, "/api/v1/fake/stream").statusCode()).isEqualTo(200);

        http.recognised.forgets(TOKEN);

        assertThat(http.get(TOKEN, "/api/v1/fake/stream").statusCode()).isEqualTo(401);
    }

    @Test
    void everybodyIsToldWhoTheyAre() {
        assertThat(http.get(TOKEN, "/info").body())
                .contains("\"accountId\":\"service-account:1\"", "\"otherAccountIds\":[\"default\"]");
        assertThat(http.get(TestingHttp.OURS, "/info").body())
                .contains("\"accountId\":\"7\"", "\"otherAccountIds\":[\"70\"]");
        assertThat(http.get("fake-nobody", "/info").statusCode()).isEqualTo(401);
    }
}
