package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.Compatibility;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Refresh tokens over real sockets, for the clients that look for them. */
final class RefreshAnswersTest {

    private final TokenServer server =
            new TokenServer(TestingOwnTokensConfig.with(Compatibility.CHASSI), Optional.empty());

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> given() {
        return server.post(
                server.endpoint("token"),
                Map.of("grant_type", "client_credentials", "client_id", "acme-orders", "client_secret", SECRET));
    }

    private HttpResponse<String> traded(String refresh) {
        return server.post(
                server.endpoint("token"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refresh,
                        "client_id",
                        "acme-orders",
                        "client_secret",
                        SECRET));
    }

    @Test
    void bringTheNextPair() {
        JsonNode first = TokenServer.json(given());
        assertThat(first.path("refresh_expires_in").asInt()).isEqualTo(1800);

        HttpResponse<String> next = traded(first.path("refresh_token").asString());

        JsonNode second = TokenServer.json(next);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(second.propertyNames()).containsExactlyInAnyOrderElementsOf(first.propertyNames());
        assertThat(second.path("refresh_token")).isNotEqualTo(first.path("refresh_token"));
        assertThat(server.http
                        .get(second.path("access_token").asString(), "/api/v1/workflows")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void areNoAnswerToAnythingElse() {
        String refresh = TokenServer.json(given()).path("refresh_token").asString();

        HttpResponse<String> refused = server.http.get(refresh, "/api/v1/workflows");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(traded(refresh).statusCode()).isEqualTo(200);
    }

    @Test
    void areRecordedAsRequestsForATokenAndNeverWrittenDown() {
        String refresh = TokenServer.json(given()).path("refresh_token").asString();
        JsonNode next = TokenServer.json(traded(refresh));

        HttpResponse<String> again = traded(refresh);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("invalid_grant").doesNotContain(refresh);
        Awaitility.await().until(() -> server.http.audit.lines("refused").size() == 1);
        JsonNode refused = server.http.audit.lines("refused").getFirst();
        assertThat(refused.path("objects").path("claimed").asString("")).isEqualTo("service-account:acme-orders");
        assertThat(server.http.audit.lines("request"))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.path("caller").stringValue()).isEqualTo("service-account:acme-orders"));
        assertThat(server.http.audit.text())
                .doesNotContain(refresh)
                .doesNotContain(next.path("refresh_token").asString());
    }
}
