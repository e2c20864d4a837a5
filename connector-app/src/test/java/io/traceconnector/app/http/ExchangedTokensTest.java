package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestingTokens;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that were made of other tokens end with these. */
final class ExchangedTokensTest {

    private static TokenServer server;

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String exchanged(String token) {
        return TokenServer.json(server.post(
                        server.endpoint("token"),
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token",
                                token,
                                "subject_token_type",
                                "urn:ietf:params:oauth:token-type:access_token")))
                .path("access_token")
                .asString();
    }

    private static void revoke(String token) {
        assertThat(server.post(
                                server.endpoint("revoke"),
                                Map.of("token", token),
                                "Authorization",
                                TestingTokens.basic("acme-orders:" + TestingTokens.SECRET))
                        .statusCode())
                .isEqualTo(200);
    }

    private static int status(String token) {
        return server.http.get(token, "/info").statusCode();
    }

    @Test
    void endWithTheFirstOne() {
        String first = server.token();
        String second = exchanged(first);
        String third = exchanged(second);
        String other = server.token();
        assertThat(status(second)).isEqualTo(200);
        assertThat(status(third)).isEqualTo(200);

        revoke(first);

        assertThat(status(first)).isEqualTo(401);
        assertThat(status(second)).isEqualTo(401);
        assertThat(status(third)).isEqualTo(401);
        assertThat(status(other)).isEqualTo(200);
    }

    @Test
    void doNotTakeTheFirstOneWithThem() {
        String first = server.token();
        String second = exchanged(first);

        revoke(second);

        assertThat(status(second)).isEqualTo(401);
        assertThat(status(first)).isEqualTo(200);
    }
}
