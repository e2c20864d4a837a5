package io.traceconnector.app.callers.bound;

import static io.traceconnector.app.callers.bound.TestingProofs.KEY;
import static io.traceconnector.app.callers.bound.TestingProofs.atTokenEndpoint;
import static io.traceconnector.app.callers.bound.TestingProofs.outcome;
import static io.traceconnector.app.callers.tokens.TestingOwnTokensConfig.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Possession;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.tokens.Minted;
import io.traceconnector.app.callers.tokens.OAuthException;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.http.TestingCertificates;
import io.traceconnector.app.keys.TestKeys;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BoundTokensTest {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final TestingProofs proofs = new TestingProofs();
    private final List<X509Certificate> shown;
    private final List<X509Certificate> others;

    BoundTokensTest(@TempDir Path directory) {
        TestingCertificates certificates = new TestingCertificates(directory);
        shown = List.of(certificates.identity("client.example").certificate());
        others = List.of(certificates.identity("other.example").certificate());
    }

    @Test
    void aTokenSaysToWhichKeyItIsBound() {
        Minted minted = proofs.token(atTokenEndpoint(List.of(), proofs.proofForToken(KEY)));

        assertThat(minted.binding().scheme()).isEqualTo("DPoP");
        assertThat(cnf(minted.token())).isEqualTo(minted.binding());
        Minted plain = proofs.token(atTokenEndpoint(List.of()));
        assertThat(plain.binding().scheme()).isEqualTo("Bearer");
        assertThat(cnf(plain.token())).isEqualTo(new Binding.None());
    }

    private static Binding cnf(String token) {
        return Binding.of(JwtForm.read(token).orElseThrow().claims());
    }

    @Test
    void aTokenOfAKeyIsNoBearerToken() {
        String token = proofs.token(KEY);

        assertThat(outcome(proofs.shown("Bearer " + token, List.of(), proofs.proof(token))))
                .isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.shown("Bearer " + token, List.of()))).isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.shown("dpop " + token, List.of(), proofs.proof(token))))
                .isEqualTo("admitted");
    }

    @Test
    void aBearerTokenNeedsNoProofAndGetsNoneByTheOtherScheme() {
        String token = proofs.token(atTokenEndpoint(List.of())).token();

        assertThat(outcome(proofs.with(token, proofs.proof(token)))).isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.shown("Bearer " + token, List.of()))).isEqualTo("admitted");
    }

    /** The token itself is remembered as verified by then. */
    @Test
    void aProofIsCheckedEachTime() {
        String token = proofs.token(KEY);
        String proof = proofs.proof(token);

        assertThat(outcome(proofs.with(token, proof))).isEqualTo("admitted");
        assertThat(outcome(proofs.with(token, proof))).isEqualTo("401 invalid_dpop_proof");
        assertThat(outcome(proofs.with(token))).isEqualTo("401 invalid_dpop_proof");
        assertThat(outcome(proofs.with(token, proofs.proof(token)))).isEqualTo("admitted");
    }

    @Test
    void ofManyAtATimeWithOneProofExactlyOneCounts() throws Exception {
        String token = proofs.token(KEY);
        String proof = proofs.proof(token);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(() -> outcome(proofs.with(token, proof)));
            }
            int admitted = 0;
            for (Future<String> one : threads.invokeAll(all)) {
                admitted += one.get().equals("admitted") ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(1);
        }
    }

    @Test
    void oneKeyCannotUseUpWhatIsRememberedForOthers() {
        TestingProofs few = new TestingProofs(bound(false, false, 8), List.of());
        String token = few.token(KEY);
        String other = few.token(TestKeys.RSA_3072);
        // Of eight a key may have two, and the token endpoint's proof was one.
        assertThat(outcome(few.with(token, few.proof(token)))).isEqualTo("admitted");

        assertThat(outcome(few.with(token, few.proof(token)))).isEqualTo("503 dpop_proofs_full");
        assertThat(outcome(few.with(other, few.proof(TestKeys.RSA_3072, other))))
                .isEqualTo("admitted");
        few.testing.time.pass(Duration.ofMinutes(2));
        assertThat(outcome(few.with(token, few.proof(token)))).isEqualTo("admitted");
    }

    @Test
    void aProofFromBeforeARestartIsRefused() {
        String early = proofs.proofForToken(KEY);
        proofs.testing.time.pass(Duration.ofSeconds(1));
        BoundTokens restarted = proofs.bound(bound(false, false, 100));

        assertThatThrownBy(() -> restarted.sender(atTokenEndpoint(List.of(), early)))
                .isInstanceOf(UnprovenException.class)
                .hasMessageContaining("too old");
        restarted
                .sender(atTokenEndpoint(List.of(), proofs.proofForToken(KEY)))
                .proof()
                .use();
    }

    @Test
    void whereANonceIsDemandedAProofWithoutAGoodOneIsTurnedBack() {
        TestingProofs strict = new TestingProofs(bound(true, false, 100), List.of());
        String nonce = strict.bound.nonce().orElseThrow();
        Map<String, Object> claims =
                TestJwt.with(strict.claims("POST", "/auth/realms/acme/protocol/openid-connect/token"), "nonce", nonce);
        String token = strict.token(atTokenEndpoint(List.of(), TestJwt.signed(strict.header(KEY), claims, KEY.key())))
                .token();

        assertThat(outcome(strict.with(token, strict.proof(token)))).isEqualTo("401 use_dpop_nonce");
        assertThat(outcome(strict.with(token, named(strict, token, nonce)))).isEqualTo("admitted");
        assertThat(outcome(strict.with(token, named(strict, token, nonce.substring(1) + "A"))))
                .isEqualTo("401 use_dpop_nonce");
        strict.testing.time.pass(Duration.ofSeconds(299));
        assertThat(outcome(strict.with(token, named(strict, token, nonce)))).isEqualTo("admitted");
        strict.testing.time.pass(Duration.ofSeconds(2));
        assertThat(outcome(strict.with(token, named(strict, token, nonce)))).isEqualTo("401 use_dpop_nonce");
    }

    private static String named(TestingProofs strict, String token, String nonce) {
        return TestJwt.signed(strict.header(KEY), TestJwt.with(strict.claims(token), "nonce", nonce), KEY.key());
    }

    @Test
    void replicasKnowEachOthersNonces() {
        TestingProofs strict = new TestingProofs(bound(true, false, 100), List.of());
        String nonce = strict.bound(bound(true, false, 100)).nonce().orElseThrow();
        Map<String, Object> claims =
                TestJwt.with(strict.claims("POST", "/auth/realms/acme/protocol/openid-connect/token"), "nonce", nonce);
        String proof = TestJwt.signed(strict.header(KEY), claims, KEY.key());

        assertThat(strict.token(atTokenEndpoint(List.of(), proof)).binding()).isInstanceOf(Binding.ToKey.class);
        assertThat(proofs.bound.nonce()).isEmpty();
    }

    /** The key of nonces is in the callers' store, which may be away at the start. */
    @Test
    void theKeyOfNoncesIsAskedForOnlyWhereTheyAreDemanded() {
        Supplier<byte[]> away = () -> {
            throw new ProblemException(503, "callers_store_unavailable", "away");
        };
        String base = proofs.testing.issuers.audience();
        var facts = atTokenEndpoint(List.of(), proofs.proofForToken(KEY));

        assertThat(new BoundTokens(bound(false, false, 100), base, away, proofs.testing.time)
                        .sender(facts)
                        .wanted())
                .isInstanceOf(Binding.ToKey.class);
        BoundTokens strict = new BoundTokens(bound(true, false, 100), base, away, proofs.testing.time);
        assertThatThrownBy(strict::nonce)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void aTokenOfACertificateCountsOnlyWhereItIsShown() {
        Minted minted = proofs.token(atTokenEndpoint(shown));
        String token = "Bearer " + minted.token();

        assertThat(minted.binding()).isInstanceOf(Binding.ToCertificate.class);
        assertThat(cnf(minted.token())).isEqualTo(minted.binding());
        assertThat(outcome(proofs.shown(token, shown))).isEqualTo("admitted");
        assertThat(outcome(proofs.shown(token, others))).isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.shown(token, List.of()))).isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.shown("DPoP " + minted.token(), shown, proofs.proof(minted.token()))))
                .isEqualTo("401 invalid_token");
    }

    @Test
    void aCertificateBindsNothingWhereTheConfigurationDoesNotSaySo() {
        TestingProofs off = new TestingProofs(bound(false, false, 100), List.of());

        assertThat(off.token(atTokenEndpoint(shown)).binding()).isEqualTo(new Binding.None());
        assertThat(proofs.token(atTokenEndpoint(shown, proofs.proofForToken(KEY)))
                        .binding())
                .isInstanceOf(Binding.ToKey.class);
    }

    static Stream<Object> unusable() {
        String thumbprint = "A".repeat(43);
        return Stream.of(
                Map.of(),
                "text",
                List.of(),
                Map.of("kid", "a"),
                Map.of("jwk", Map.of("kty", "OKP")),
                Map.of("jkt", "short"),
                Map.of("jkt", 7),
                Map.of("jkt", thumbprint, "x5t#S256", thumbprint),
                Map.of("jkt", thumbprint, "other", "a"),
                Map.of("jkt", thumbprint, "kc-jkt-type", "mTLS"),
                Map.of("x5t#S256", thumbprint, "kc-jkt-type", "DPoP"));
    }

    /** Signed by an account's own key, which is theirs to bind as they like. */
    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeCheckedIsRefused(Object cnf) {
        String token = integrators(cnf);

        assertThat(outcome(proofs.shown("Bearer " + token, shown))).isEqualTo("401 invalid_token");
        assertThat(outcome(proofs.with(token, proofs.proof(token)))).isEqualTo("401 invalid_token");
    }

    @Test
    void aTokenThatAnAccountSignsCanBeBoundToo() {
        String thumbprint = ((Binding.ToKey) proofs.token(atTokenEndpoint(List.of(), proofs.proofForToken(KEY)))
                        .binding())
                .thumbprint();
        String token = integrators(Map.of("jkt", thumbprint));

        assertThat(outcome(proofs.with(token, proofs.proof(token)))).isEqualTo("admitted");
        assertThat(outcome(proofs.with(token, proofs.proof(TestKeys.RSA_3072, token))))
                .isEqualTo("401 invalid_dpop_proof");
        assertThat(outcome(proofs.shown("Bearer " + token, List.of()))).isEqualTo("401 invalid_token");
        String certificate = integrators(Map.of("x5t#S256", Thumbprint.of(shown.getFirst())));
        assertThat(outcome(proofs.shown("Bearer " + certificate, shown))).isEqualTo("admitted");
        assertThat(outcome(proofs.shown("Bearer " + certificate, others))).isEqualTo("401 invalid_token");
    }

    private String integrators(Object cnf) {
        long now = proofs.testing.time.instant().getEpochSecond();
        String email = proofs.testing.account.email();
        return TestJwt.signed(
                Map.of("alg", "RS256", "kid", "rsa"),
                Map.of(
                        "iss",
                        email,
                        "sub",
                        email,
                        "aud",
                        proofs.testing.issuers.audience(),
                        "iat",
                        now,
                        "exp",
                        now + 3600,
                        "cnf",
                        cnf),
                TestKeys.OTHER_RSA.key());
    }

    @Test
    void aBoundTokenIsTradedForOneThatIsBoundAsWellByItsHolderOnly() {
        String token = proofs.token(KEY);
        String[] form = {"grant_type", EXCHANGE, "subject_token", token, "subject_token_type", ACCESS_TOKEN};

        assertThatThrownBy(() -> proofs.token(atTokenEndpoint(List.of()), form)).isInstanceOf(OAuthException.class);
        assertThatThrownBy(
                        () -> proofs.token(atTokenEndpoint(List.of(), proofs.proofForToken(TestKeys.RSA_3072)), form))
                .isInstanceOf(OAuthException.class);
        Minted traded = proofs.token(atTokenEndpoint(shown, proofs.proofForToken(KEY)), form);
        assertThat(traded.binding()).isEqualTo(cnf(token));
        assertThat(cnf(traded.token())).isEqualTo(cnf(token));
    }

    /** By a proof a token that is bound to a certificate does not come loose from it. */
    @Test
    void aTokenOfACertificateIsTradedOnlyWhereItIsShown() {
        String token = proofs.token(atTokenEndpoint(shown)).token();
        String[] form = {"grant_type", EXCHANGE, "subject_token", token, "subject_token_type", ACCESS_TOKEN};

        assertThatThrownBy(() -> proofs.token(atTokenEndpoint(List.of(), proofs.proofForToken(KEY)), form))
                .isInstanceOf(OAuthException.class);
        assertThat(cnf(proofs.token(atTokenEndpoint(shown, proofs.proofForToken(KEY)), form)
                        .token()))
                .isEqualTo(cnf(token));
    }

    @Test
    void aTokenThatAnybodyHoldsCanBeTradedForABoundOne() {
        String token = proofs.token(atTokenEndpoint(List.of())).token();
        Minted traded = proofs.token(
                atTokenEndpoint(List.of(), proofs.proofForToken(KEY)),
                "grant_type",
                EXCHANGE,
                "subject_token",
                token,
                "subject_token_type",
                ACCESS_TOKEN);

        assertThat(traded.binding()).isInstanceOf(Binding.ToKey.class);
    }

    @Test
    void aProofAtTheTokenEndpointCountsOnce() {
        String proof = proofs.proofForToken(KEY);
        proofs.token(atTokenEndpoint(List.of(), proof));

        assertThatThrownBy(() -> proofs.token(atTokenEndpoint(List.of(), proof)))
                .isInstanceOf(UnprovenException.class)
                .hasMessageContaining("used before");
    }

    /** So that nobody without an account can fill what is remembered. */
    @Test
    void aProofIsNotUsedUpByWhoIsRefused() {
        String proof = proofs.proofForToken(KEY);

        assertThatThrownBy(() -> proofs.token(atTokenEndpoint(List.of(), proof), "client_secret", "wrong"))
                .isInstanceOf(OAuthException.class);
        assertThat(proofs.token(atTokenEndpoint(List.of(), proof)).binding()).isInstanceOf(Binding.ToKey.class);
    }

    @Test
    void whereNothingCanBeShownToBeHeldBoundTokensDoNotCount() {
        var nowhere = Possession.none();
        BearerToken plain = BearerToken.of("a").orElseThrow();
        BearerToken proved = BearerToken.shown("DPoP a").orElseThrow();
        var facts = atTokenEndpoint(shown);

        assertThat(nowhere.missing(new Binding.ToKey("a"), proved, facts)).isPresent();
        assertThat(nowhere.missing(new Binding.ToCertificate("a"), plain, facts))
                .isPresent();
        assertThat(nowhere.missing(new Binding.None(), proved, facts)).isPresent();
        assertThat(nowhere.missing(new Binding.None(), plain, facts)).isEmpty();
        assertThat(nowhere.sender(facts).wanted()).isEqualTo(new Binding.None());
    }
}
