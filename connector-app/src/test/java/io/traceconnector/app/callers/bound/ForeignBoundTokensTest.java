package io.traceconnector.app.callers.bound;

import static io.traceconnector.app.callers.bound.TestingProofs.KEY;
import static io.traceconnector.app.callers.bound.TestingProofs.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.oidc.FakeIssuer;
import io.traceconnector.app.callers.oidc.ForeignTokens;
import io.traceconnector.app.callers.tokens.FakeTenants;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.http.TestingCertificates;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that other issuers have bound, both such as can be read and such as they are asked about. */
final class ForeignBoundTokensTest {

    private final FakeIssuer issuer = new FakeIssuer();
    private final FakeTenants tenants = new FakeTenants();
    private final List<X509Certificate> shown;
    private final ForeignTokens foreign;
    private final TestingProofs proofs;
    private final String thumbprint;

    ForeignBoundTokensTest(@TempDir Path directory) throws IOException {
        tenants.add("acme", true);
        shown = List.of(
                new TestingCertificates(directory).identity("client.example").certificate());
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        foreign = issuer.believedBy(tenants, secret);
        proofs = new TestingProofs(TestingOwnTokensConfig.bound(false, false, 1000), foreign.authenticators());
        thumbprint = proofs.bound
                .sender(TestingProofs.atTokenEndpoint(List.of(), proofs.proofForToken(KEY)))
                .wanted()
                .confirmation()
                .orElseThrow()
                .getOrDefault("jkt", "");
    }

    @AfterEach
    void stop() {
        foreign.close();
        issuer.close();
    }

    private Map<String, Object> claims(Map<String, ?> cnf) {
        return TestJwt.with(issuer.claims(), "cnf", cnf);
    }

    @Test
    void aTokenOfAKeyCountsWithItsProofAlone() {
        String token = issuer.token("one", claims(Map.of("jkt", thumbprint)));

        requireBoundToKey(token);
        assertThat(issuer.fetched).hasValue(1);
    }

    @Test
    void anOpaqueTokenOfAKeyCountsWithItsProofAlone() {
        issuer.introspection = TestJwt.jsonOf(TestJwt.with(claims(Map.of("jkt", thumbprint)), "active", true));

        requireBoundToKey("opaque");
        assertThat(issuer.asked).hasValue(1);
    }

    private void requireBoundToKey(String token) {
        assertThat(outcome(proofs.shown("Bearer " + token, shown))).isEqualTo("401 invalid_token");
        String proof = proofs.proof(token);
        assertThat(outcome(proofs.with(token, proof))).isEqualTo("admitted");
        assertThat(outcome(proofs.with(token, proof))).isEqualTo("401 invalid_dpop_proof");
        assertThat(outcome(proofs.with(token))).isEqualTo("401 invalid_dpop_proof");
        assertThat(outcome(proofs.with(token, proofs.proof(token)))).isEqualTo("admitted");
    }

    /** Keycloak says in the claim {@code typ} that a token is bound: one that is not cannot say so. */
    @Test
    void aTokenThatSaysItIsBoundAndIsNotIsRefused() {
        for (String typ : List.of("DPoP", "Bearer")) {
            Map<String, Object> claims = TestJwt.with(issuer.claims(), "typ", typ);
            String token =
                    TestJwt.signed(Map.of("alg", "ES256", "kid", "one", "typ", "JWT"), claims, TestKeys.EC.key());

            assertThat(outcome(proofs.shown("Bearer " + token, shown)))
                    .isEqualTo(typ.equals("DPoP") ? "401 invalid_token" : "admitted");
        }
    }

    @Test
    void tokensOfACertificateCountWithItAlone() {
        Map<String, Object> claims = claims(Map.of("x5t#S256", Thumbprint.of(shown.getFirst())));
        issuer.introspection = TestJwt.jsonOf(TestJwt.with(claims, "active", true));

        for (String token : List.of(issuer.token("one", claims), "opaque")) {
            assertThat(outcome(proofs.shown("Bearer " + token, List.of()))).isEqualTo("401 invalid_token");
            assertThat(outcome(proofs.shown("Bearer " + token, shown))).isEqualTo("admitted");
            assertThat(outcome(proofs.shown("Bearer " + token, List.of()))).isEqualTo("401 invalid_token");
        }
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        Map<String, Object> claims = claims(Map.of("kid", "a"));
        issuer.introspection = TestJwt.jsonOf(TestJwt.with(claims, "active", true));

        for (String token : List.of(issuer.token("one", claims), "opaque")) {
            assertThat(outcome(proofs.shown("Bearer " + token, shown))).isEqualTo("401 invalid_token");
        }
        assertThat(outcome(proofs.shown("Bearer " + issuer.token("one", issuer.claims()), List.of())))
                .isEqualTo("admitted");
    }
}
