package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins and operators who may be used from 127.0.0.1 alone, and who call from there and from 127.0.0.2. */
final class NetworksTest {

    private static final String STREAM = "/api/v1/fake/stream";
    private static final List<String> HERE = List.of("127.0.0.1");
    private static final List<String> ELSEWHERE = List.of("10.0.0.0/8", "127.0.0.2");

    private final PluginServer server = new PluginServer(TestingThrottle.CONFIG);
    private final HttpClient elsewhere = HttpClient.newBuilder()
            .localAddress(InetAddress.ofLiteral("127.0.0.2"))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @BeforeEach
    void make() {
        server.store
                .admin
                .operators()
                .create(
                        "ada",
                        "correct horse battery".toCharArray(),
                        Map.of(new TenantId("north"), Set.of("connector.reader")),
                        List.of());
    }

    @AfterEach
    void close() {
        elsewhere.close();
        server.close();
    }

    private void limit(List<String> networks) {
        server.store.admin.plugins().limit("one", networks);
        server.store.admin.operators().limit("ada", networks);
    }

    private HttpResponse<String> here(HttpRequest.Builder request) {
        return server.http.send(request);
    }

    private HttpResponse<String> there(HttpRequest.Builder request) {
        try {
            return elsewhere.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder login(String password) {
        return HttpRequest.newBuilder(server.http.url("/auth/login"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"ada\",\"password\":\"" + password + "\"}"));
    }

    private String operatorsToken() {
        return "Bearer "
                + TokenServer.json(here(login("correct horse battery")))
                        .path("access_token")
                        .asString();
    }

    private HttpRequest.Builder trade(String secret) {
        return trade(
                "urn:traceconnector:token-type:plugin",
                Base64.getEncoder().encodeToString(("one:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder narrow(String token) {
        return trade("urn:ietf:params:oauth:token-type:access_token", token);
    }

    private HttpRequest.Builder trade(String type, String subject) {
        return HttpRequest.newBuilder(server.http.url("/auth/realms/north/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TokenServer.encoded(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token_type",
                        type,
                        "subject_token",
                        subject))));
    }

    /** But for the request's own id. */
    private static void sameAnswer(HttpResponse<String> one, HttpResponse<String> other, int status) {
        assertThat(one.statusCode()).isEqualTo(status).isEqualTo(other.statusCode());
        assertThat(withoutId(one)).isEqualTo(withoutId(other));
        assertThat(one.headers().firstValue("WWW-Authenticate"))
                .isEqualTo(other.headers().firstValue("WWW-Authenticate"));
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("X-Request-Id")
                .map(id -> answer.body().replace(id, ""))
                .orElse(answer.body());
    }

    private Stream<String> credentials() {
        return Stream.of(
                PluginServer.of(server.one),
                PluginServer.ofConnection(server.oneInNorth),
                server.traded(server.one, server.oneInNorth),
                operatorsToken());
    }

    @Test
    void credentialsAndTokensThatAreOutCountFromThereAloneAtOnce() {
        List<String> credentials = credentials().toList();
        credentials.forEach(credential -> assertThat(
                        there(server.as(credential, STREAM, "north")).statusCode())
                .isEqualTo(200));

        limit(HERE);

        credentials.forEach(credential -> {
            assertThat(there(server.as(credential, STREAM, "north")).statusCode())
                    .isEqualTo(401);
            assertThat(here(server.as(credential, STREAM, "north")).statusCode())
                    .isEqualTo(200);
        });
        assertThat(there(server.as(PluginServer.of(server.two), STREAM, "north"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRightSecretIsAnsweredElsewhereAsAWrongOne() {
        String token = server.traded(server.one, server.oneInNorth).substring("Bearer ".length());
        limit(HERE);
        String right = PluginServer.of(server.one);
        String wrong = PluginServer.credential("Plugin", "one", server.two.secret());
        String connection = PluginServer.ofConnection(server.oneInNorth);
        String otherConnection = PluginServer.credential(
                "PluginConnection", server.oneInNorth.to().connection(), server.oneInSouth.secret());

        sameAnswer(there(server.as(right, STREAM, "north")), there(server.as(wrong, STREAM, "north")), 401);
        sameAnswer(there(server.as(connection, STREAM, "")), there(server.as(otherConnection, STREAM, "")), 401);
        sameAnswer(there(trade(server.one.secret())), there(trade(server.two.secret())), 400);
        sameAnswer(there(narrow(token)), there(narrow(token.substring(1))), 400);
        sameAnswer(there(login("correct horse battery")), there(login("another password")), 401);
        assertThat(here(trade(server.one.secret())).statusCode()).isEqualTo(200);
        assertThat(here(narrow(token)).statusCode()).isEqualTo(200);
        assertThat(here(login("correct horse battery")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverTriesRightSecretsElsewhereWaitsAsWithWrongOnes() {
        limit(HERE);
        String plugin = PluginServer.of(server.one);

        await().until(() -> there(login("correct horse battery")).statusCode() == 429);
        await().until(() -> there(server.as(plugin, STREAM, "north")).statusCode() == 429);

        assertThat(here(login("correct horse battery")).statusCode()).isEqualTo(200);
        assertThat(here(server.as(plugin, STREAM, "north")).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerIsCutWhenItsCallerMayNoLongerBeUsedFromThere() {
        List<CompletableFuture<HttpResponse<Void>>> cut =
                credentials().map(this::stream).toList();
        CompletableFuture<HttpResponse<Void>> others = stream(PluginServer.of(server.two));

        limit(ELSEWHERE);

        cut.forEach(answer -> await().atMost(Duration.ofSeconds(3)).until(answer::isCompletedExceptionally));
        assertThat(others).isNotDone();
        server.module.released.countDown();
        assertThat(others.join().statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<Void>> stream(String authorization) {
        long before = server.module.begun.get();
        CompletableFuture<HttpResponse<Void>> answer = server.http.client.sendAsync(
                server.as(authorization, "/api/v1/fake/quiet", "north").build(),
                HttpResponse.BodyHandlers.discarding());
        await().until(() -> server.module.begun.get() > before || answer.isDone());
        assertThat(answer).isNotDone();
        return answer;
    }
}
