package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.PLUGIN_SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.callers.throttle.TestingThrottle;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever guesses secrets or passwords where tokens are given out waits, longer each time; the rightful owner elsewhere does not. */
final class GuessingTest {

    private static final int FREE = 5;
    private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

    private final TokenServer server = new TokenServer(TestingThrottle.CONFIG);

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> token(String client, String secret) {
        return server.post(
                server.endpoint("token"),
                Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    private HttpResponse<String> login(String name, String password) {
        return server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}")));
    }

    private HttpResponse<String> trade(String secret) {
        return server.post(
                server.endpoint("token"),
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        Base64.getEncoder().encodeToString(("plug:" + secret).getBytes(StandardCharsets.UTF_8)),
                        "subject_token_type",
                        "urn:traceconnector:token-type:plugin"));
    }

    private static void waits(HttpResponse<String> refused, String code) {
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains(code);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    }

    @Test
    void ofAClientsSecretInTheBodyAndInTheHeaderAlike() {
        for (int i = 0; i < FREE; i++) {
            assertThat(token("acme-orders", "wrong").statusCode()).isEqualTo(401);
        }
        assertThat(server.post(server.endpoint("token"), GRANT, "Authorization", basic("acme-orders:wrong"))
                        .statusCode())
                .isEqualTo(401);

        int compared = server.tokens.comparisons();
        waits(token("acme-orders", SECRET), "slow_down");
        waits(server.post(server.endpoint("token"), GRANT, "Authorization", basic("acme-orders:" + SECRET)), "");
        assertThat(server.tokens.comparisons()).isEqualTo(compared);
        assertThat(token("another", SECRET).statusCode()).isEqualTo(401);
        await().until(() -> token("acme-orders", SECRET).statusCode() == 200);
    }

    @Test
    void atTheEndpointsThatTellAboutTokensToo() {
        for (int i = 0; i <= FREE; i++) {
            Map<String, String> form = Map.of("token", "x", "client_id", "acme-orders", "client_secret", "wrong");
            assertThat(server.post(server.endpoint(i % 2 == 0 ? "revoke" : "token/introspect"), form)
                            .statusCode())
                    .isEqualTo(401);
        }

        waits(token("acme-orders", SECRET), "slow_down");
    }

    @Test
    void ofAnOperatorsPassword() {
        for (int i = 0; i <= FREE; i++) {
            assertThat(login("olga", "wrong").statusCode()).isEqualTo(401);
        }

        waits(login("olga", "correct horse"), "too_many_failures");
        await().until(() -> login("olga", "correct horse").statusCode() == 200);
    }

    @Test
    void ofAPluginsTokenThatIsTraded() {
        for (int i = 0; i <= FREE; i++) {
            assertThat(trade("wrong").statusCode()).isEqualTo(400);
        }

        waits(trade(PLUGIN_SECRET), "slow_down");
        await().until(() -> trade(PLUGIN_SECRET).statusCode() == 200);
    }

    @Test
    void doesNotLockOutTheClientThatComesFromElsewhere() throws Exception {
        for (int i = 0; i < 30; i++) {
            token("acme-orders", "wrong");
        }
        waits(token("acme-orders", SECRET), "slow_down");

        HttpRequest request = HttpRequest.newBuilder(server.endpoint("token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", basic("acme-orders:" + SECRET))
                .POST(HttpRequest.BodyPublishers.ofString(TokenServer.encoded(GRANT)))
                .build();
        try (HttpClient elsewhere = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                .build()) {
            assertThat(elsewhere
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void keepsNoTokenFromBeingUsedThatWasGivenOutThereNorASecretThatCounted() {
        String token = server.token();
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        assertThat(token("acme-orders", "wrong").statusCode()).isEqualTo(401);
        for (int i = 0; i < 3 * FREE; i++) {
            server.http.get(forged, "/info");
            token("acme-orders", "wrong");
        }
        assertThat(server.http.get(forged, "/info").statusCode()).isEqualTo(429);
        waits(token("acme-orders", "wrong"), "slow_down");

        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(200);
        assertThat(token("acme-orders", SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void isForgottenWithEachTokenThatIsGiven() {
        for (int i = 0; i < 3 * FREE; i++) {
            assertThat(token("acme-orders", "wrong").statusCode()).isEqualTo(401);
            assertThat(token("acme-orders", SECRET).statusCode()).isEqualTo(200);
        }
    }

    /** What is wrong with a request is no guess. */
    @Test
    void isNotWhatAsksForTooMuchOrInTheWrongWay() {
        for (int i = 0; i < 3 * FREE; i++) {
            Map<String, String> form = Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    "acme-orders",
                    "client_secret",
                    SECRET,
                    "scope",
                    "openid");
            assertThat(server.post(server.endpoint("token"), form).body()).contains("invalid_scope");
        }
        assertThat(token("acme-orders", SECRET).statusCode()).isEqualTo(200);
    }
}
