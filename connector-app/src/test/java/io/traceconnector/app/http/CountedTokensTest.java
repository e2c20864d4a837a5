package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.PLUGIN_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.tokens.TokenDeed;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every token that is given out counts for whomever it is for, whichever way it is asked for. */
final class CountedTokensTest {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String PLUGIN =
            Base64.getEncoder().encodeToString(("plug:" + PLUGIN_SECRET).getBytes(StandardCharsets.UTF_8));

    private final TokenServer server = new TokenServer(TestingThrottle.PATIENT);

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> exchanged(String token, String type) {
        return server.post(
                server.endpoint("token"),
                Map.of("grant_type", EXCHANGE, "subject_token", token, "subject_token_type", "urn:" + type));
    }

    private HttpResponse<String> traded() {
        String path = "/plugins/plug/installations/" + server.tokens.installation.id() + "/access_tokens";
        return server.http.send(HttpRequest.newBuilder(server.http.url(path))
                .header("Authorization", "Plugin " + PLUGIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> login() {
        return server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"olga\",\"password\":\"correct horse\"}")));
    }

    private List<HttpResponse<String>> all(String token) {
        return List.of(
                exchanged(token, "ietf:params:oauth:token-type:access_token"),
                exchanged(PLUGIN, "traceconnector:token-type:plugin"),
                traded(),
                login());
    }

    @Test
    void eachIsCountedForItsCaller() {
        assertThat(all(server.token()))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));

        String account = server.tokens.account.caller();
        String connection = server.tokens.installation.caller();
        assertThat(server.tokens.counted)
                .extracting(TokenDeed::caller)
                .containsExactly(account, account, connection, connection, server.tokens.operator.caller());
    }

    @Test
    void noneIsGivenToWhomHasHadTooMany() {
        String token = server.token();
        server.tokens.wait = Optional.of(Duration.ofSeconds(7));

        assertThat(all(token)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body())
                    .containsAnyOf("slow_down", "too_many_requests")
                    .doesNotContain("access_token");
            assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        });
    }
}
