package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestingTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who asked for a token, was given one and ended one is in the audit log, on disk, before the token leaves. */
final class TokenAuditTest {

    private static final String ACCOUNT = "service-account:acme-orders";

    private final TokenServer server = new TokenServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aTokenIsRecordedWithItsClientAndItsId() {
        String token = server.token();
        server.http.get(token, "/api/v1/workflows");

        JsonNode given = one("request", "/auth/realms/{tenant}/protocol/openid-connect/token");
        assertThat(given.path("caller").stringValue()).isEqualTo(ACCOUNT);
        assertThat(given.path("tenant").stringValue()).isEqualTo("acme");
        assertThat(given.path("decision").stringValue()).isEqualTo("allowed");
        assertThat(given.path("status").intValue()).isEqualTo(200);
        String id = given.path("objects").path("token").stringValue();
        assertThat(one("request", "/api/v1/workflows").path("credential").stringValue())
                .as("what is done with it leads back to it")
                .isEqualTo("token:" + id);
    }

    @Test
    void noTokenLeavesWhereItCannotBeRecorded() {
        server.http.audit.failing(true);
        HttpResponse<String> refused = server.post(server.endpoint("token"), credentials(TestingTokens.SECRET));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("audit_unavailable").doesNotContain("access_token");

        server.http.audit.failing(false);
        assertThat(server.post(server.endpoint("token"), credentials(TestingTokens.SECRET))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWrongSecretIsRecordedWithTheAccountThatItWasTriedFor() {
        server.post(server.endpoint("token"), credentials(TestingTokens.SECRET + "x"));
        server.post(
                server.endpoint("token"),
                Map.of("grant_type", "client_credentials", "client_id", "canary-unknown", "client_secret", "x"));

        Awaitility.await().until(() -> server.http.audit.lines("refused").size() == 2);
        assertThat(server.http.audit.lines("refused"))
                .map(line -> line.path("code").stringValue() + " "
                        + line.path("objects").path("claimed").asString("nobody"))
                .containsExactlyInAnyOrder("invalid_client " + ACCOUNT, "invalid_client nobody");
        assertThat(server.http.audit.lines("request")).isEmpty();
        assertThat(server.http.audit.text())
                .as("what nobody is called may be a secret")
                .doesNotContain("canary");
    }

    @Test
    void anEndedTokenIsRecordedWithWhoEndedIt() {
        String token = server.token();
        server.post(
                server.endpoint("revoke"),
                Map.of("client_id", "acme-orders", "client_secret", TestingTokens.SECRET, "token", token));

        JsonNode given = one("request", "/auth/realms/{tenant}/protocol/openid-connect/token");
        JsonNode ended = one("request", "/auth/realms/{tenant}/protocol/openid-connect/revoke");
        assertThat(ended.path("caller").stringValue()).isEqualTo(ACCOUNT);
        assertThat(ended.path("objects").path("token"))
                .isEqualTo(given.path("objects").path("token"));
    }

    @Test
    void whatAnotherTenantsClientAsksIsInItsOwnTenantsRecord() {
        Map<String, String> credentials = Map.of(
                "client_id", "beta-orders", "client_secret", TestingTokens.SECRET + "b", "token", server.token());
        server.post(server.endpoint("token/introspect"), credentials);

        JsonNode asked = one("request", "/auth/realms/{tenant}/protocol/openid-connect/token/introspect");
        assertThat(asked.path("caller").stringValue()).isEqualTo("service-account:beta-orders");
        assertThat(asked.path("tenant").stringValue()).isEqualTo("beta");
        assertThat(asked.path("objects").path("token").asString("")).isEmpty();
    }

    @Test
    void aLoginAndALogoutAreRecordedWithTheOperator() {
        String token =
                TokenServer.json(login("correct horse")).path("access_token").asString();
        login("wrong");
        server.http.send(server.http.as(token, "/auth/logout").POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(one("request", "/auth/login").path("caller").stringValue()).isEqualTo("operator:olga");
        assertThat(one("request", "/auth/logout").path("caller").stringValue()).isEqualTo("operator:olga");
        assertThat(one("request", "/auth/logout").path("objects"))
                .isEqualTo(one("request", "/auth/login").path("objects"));
        Awaitility.await().until(() -> !server.http.audit.lines("refused").isEmpty());
        JsonNode wrong = one("refused", "/auth/login");
        assertThat(wrong.path("objects").path("claimed").stringValue()).isEqualTo("operator:olga");
        assertThat(wrong.path("code").stringValue()).isEqualTo("login_failed");
    }

    private HttpResponse<String> login(String password) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("name", "olga", "password", password));
        return server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Map<String, String> credentials(String secret) {
        return Map.of("grant_type", "client_credentials", "client_id", "acme-orders", "client_secret", secret);
    }

    private JsonNode one(String type, String route) {
        return server.http.audit.lines(type).stream()
                .filter(line -> line.path("route").asString("").equals(route))
                .findFirst()
                .orElseThrow();
    }
}
