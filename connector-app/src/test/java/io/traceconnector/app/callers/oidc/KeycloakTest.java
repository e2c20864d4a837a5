package io.traceconnector.app.callers.oidc;

import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static io.traceconnector.app.callers.tokens.TestingTokens.rights;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.bound.BoundTokens;
import io.traceconnector.app.callers.tokens.FakeTenants;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    @Test
    void aTokenThatItBindsToAKeyCountsWithAProof() throws Exception {
        DPoPProofFactory proofs =
                new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        JsonNode given = token("grant_type=client_credentials", "DPoP", proof(proofs, "POST", endpoint(), null));
        assertThat(given.path("token_type").asString()).isEqualTo("DPoP");
        String token = given.path("access_token").asString();

        URI address = URI.create("https://connector.example");
        URI workflows = address.resolve("/api/v1/workflows");
        String proof = proof(proofs, "GET", workflows, new DPoPAccessToken(token));
        BoundTokens bound = new BoundTokens(
                TestingOwnTokensConfig.usual(), address.toString(), () -> new byte[32], Clock.systemUTC());
        Verdict.Accepted verdict = (Verdict.Accepted) ask(token);
        assertThat(verdict.binding()).isInstanceOf(Binding.ToKey.class);
        BearerToken shown = BearerToken.shown("DPoP " + token).orElseThrow();
        RequestFacts facts = TestingFacts.sent("GET", workflows.getPath(), List.of(), Map.of("dpop", List.of(proof)));
        assertThat(bound.missing(verdict.binding(), shown, facts)).isEmpty();
        assertThat(bound.missing(verdict.binding(), shown, facts)).isPresent();
        assertThat(bound.missing(verdict.binding(), BearerToken.of(token).orElseThrow(), facts))
                .isPresent();
    }

    private static String proof(DPoPProofFactory proofs, String method, URI url, @Nullable AccessToken token)
            throws JOSEException {
        return proofs.createDPoPJWT(method, url, token).serialize();
    }

    private static Verdict ask(String token) {
        Authenticator jwts = tokens.authenticators().getFirst();
        assertThat(jwts.takes(presented(token))).isTrue();
        return jwts.authenticate(presented(token), TestingFacts.of());
    }

    private static URI endpoint() {
        return URI.create(keycloak.issuer() + "/protocol/openid-connect/token");
    }

    private static JsonNode token(String form, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(endpoint())
                            .headers(Stream.concat(
                                            Stream.of("Content-Type", "application/x-www-form-urlencoded"),
                                            Stream.of(headers))
                                    .toArray(String[]::new))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    form + "&client_id=application&client_secret=application-secret"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
