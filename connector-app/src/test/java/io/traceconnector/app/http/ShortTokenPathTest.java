package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.keys.TestKeys;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant's tokens by a path that begins with its name. */
final class ShortTokenPathTest {

    private final TokenServer server = new TokenServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void givesTheTokensOfThatTenantAlone() {
        HttpResponse<String> given = at("acme");

        assertThat(given.statusCode()).isEqualTo(200);
        String token = TokenServer.json(given).path("access_token").asString();
        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(200);
        assertThat(at("beta").statusCode()).isEqualTo(401);
    }

    @Test
    void isNotThereForATenantThatIsNot() {
        HttpResponse<String> nobody = at("nobody");

        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(TokenServer.json(nobody).path("code").asString()).isEqualTo("tenant_unknown");
    }

    /** What passes requests on to Account keeps its paths, whatever tenants are called. */
    @Test
    void takesNothingFromPathsThatBeginWithAWordOfOurs() {
        server.tokens.tenants.add("account", true);
        server.tokens.ring.keys.put(new OrganisationId("account"), List.of(TestKeys.EC));

        assertThat(at("account").body()).contains("missing_token").doesNotContain("invalid_client");
        assertThat(server.post(server.http.url("/auth/realms/account/protocol/openid-connect/token"), credentials())
                        .body())
                .contains("invalid_client");
    }

    private HttpResponse<String> at(String tenant) {
        return server.post(server.http.url("/" + tenant + "/oauth/token"), credentials());
    }

    private static Map<String, String> credentials() {
        return Map.of(
                "grant_type", "client_credentials",
                "client_id", "acme-orders",
                "client_secret", TestingTokens.SECRET);
    }
}
