package io.traceconnector.app.callers.oidc;

import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static io.traceconnector.app.callers.tokens.TestingTokens.rights;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.FakeTenants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Keycloak as issuer: its access tokens count, its other tokens do not. */
final class KeycloakTest {

    private static Keycloak keycloak;
    private static ForeignTokens tokens;

    private static final FakeTenants TENANTS = new FakeTenants();

    @BeforeAll
    static void start() throws Exception {
        keycloak = Keycloak.start();
        TENANTS.add("acme", true);
        tokens = new ForeignTokens(
                List.of(new IssuerConfig(
                        keycloak.issuer(),
                        "connector",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("tenant"),
                        Optional.empty(),
                        List.of("azp"),
                        true,
                        Optional.empty(),
                        Optional.empty())),
                TENANTS,
                Duration.ofSeconds(60),
                100,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        tokens.close();
        keycloak.close();
    }

    @Test
    void aUsersAccessTokenBringsRolesAndTenant() throws Exception {
        JsonNode given = token("grant_type=password&username=alice&password=password&scope=openid");

        Principal principal = accepted(ask(given.path("access_token").asString()));
        assertThat(rights(principal, TENANTS.all().getFirst()).roles()).contains("connector.reader", "clerk");
        assertThat(ask(given.path("id_token").asString())).isInstanceOf(Verdict.Rejected.class);
        assertThat(ask(given.path("refresh_token").asString())).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aClientsOwnAccessTokenCounts() throws Exception {
        Principal principal = accepted(
                ask(token("grant_type=client_credentials").path("access_token").asString()));
        assertThat(principal.claims()).containsEntry("azp", java.util.Set.of("application"));
    }

    private static Verdict ask(String token) {
        Authenticator jwts = tokens.authenticators().getFirst();
        assertThat(jwts.takes(presented(token))).isTrue();
        return jwts.authenticate(presented(token), TestingFacts.of());
    }

    private static JsonNode token(String form) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/protocol/openid-connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    form + "&client_id=application&client_secret=application-secret"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
