package io.traceconnector.app.callers.bound;

import static io.traceconnector.app.callers.bound.TestingProofs.KEY;
import static io.traceconnector.app.callers.bound.TestingProofs.outcome;
import static io.traceconnector.app.callers.tokens.TestJwt.with;
import static io.traceconnector.app.callers.tokens.TestJwt.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs that look like good ones: each differs in one thing from one that is. */
final class ProofForgeryTest {

    private static final String REFUSED = "401 invalid_dpop_proof";
    private static final String BASE = "https://connector.example";

    private final TestingProofs proofs = new TestingProofs();
    private final String token = proofs.token(KEY);
    private final Map<String, Object> header = proofs.header(KEY);
    private final Map<String, Object> claims = proofs.claims(token);

    private String sent(Map<String, Object> header, Map<String, Object> claims) {
        return outcome(proofs.with(token, TestJwt.signed(header, claims, KEY.key())));
    }

    private String sent(Map<String, Object> claims) {
        return sent(header, claims);
    }

    @Test
    void oneThatIsAsItShouldBeCounts() {
        assertThat(sent(claims)).isEqualTo("admitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://connector.example/api/v1/workflows?page=2",
                "https://connector.example/api/v1/workflows#top",
                "HTTPS://Connector.Example/api/v1/workflows",
                "https://connector.example:443/api/v1/workflows",
                "https://connector.example/api/v1/%77orkflows",
                "https://connector.example/api/./v1/x/../workflows"
            })
    void anAddressThatMeansTheSameCounts(String address) {
        assertThat(sent(with(claims, "htu", address))).isEqualTo("admitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://connector.example/api/v1/workflows",
                "https://other.example/api/v1/workflows",
                "https://connector.example:444/api/v1/workflows",
                "https://connector.example/api/v1/workflows/",
                "https://connector.example/api/v1/Workflows",
                "https://connector.example/api/v1//workflows",
                "https://connector.example/api/v1%2Fworkflows",
                "https://connector.example@evil.example/api/v1/workflows",
                "https://user@connector.example/api/v1/workflows",
                "/api/v1/workflows",
                "not an address",
                ""
            })
    void oneForAnotherAddressIsRefused(String address) {
        assertThat(sent(with(claims, "htu", address))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "get", "", "HEAD"})
    void oneForAnotherMethodIsRefused(String method) {
        assertThat(sent(with(claims, "htm", method))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"htm", "htu", "iat", "jti", "ath"})
    void oneThatLacksAClaimIsRefused(String claim) {
        assertThat(sent(without(claims, claim))).isEqualTo(REFUSED);
    }

    static Stream<Object> malformedIds() {
        return Stream.of("", " ", "a\nb", "x".repeat(257), 7, List.of("a"));
    }

    @ParameterizedTest
    @MethodSource("malformedIds")
    void oneWhoseIdIsMalformedIsRefused(Object id) {
        assertThat(sent(with(claims, "jti", id))).isEqualTo(REFUSED);
    }

    /** Seconds from now. */
    @ParameterizedTest
    @ValueSource(longs = {-61, 61, -3600, 3600, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
    void oneOfAnotherTimeIsRefused(long seconds) {
        proofs.testing.time.pass(Duration.ofHours(1));
        String fresh = proofs.token(KEY);
        Map<String, Object> of = proofs.claims(fresh);
        long now = proofs.testing.time.instant().getEpochSecond();

        assertThat(outcome(proofs.with(fresh, TestJwt.signed(header, with(of, "iat", now + seconds), KEY.key()))))
                .isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(
                        fresh, TestJwt.signed(header, with(of, "iat", now + Long.signum(seconds) * 60L), KEY.key()))))
                .isEqualTo("admitted");
    }

    @Test
    void oneWhoseTimeIsNoWholeNumberIsRefused() {
        assertThat(sent(with(claims, "iat", "1"))).isEqualTo(REFUSED);
        assertThat(sent(with(claims, "iat", 1.5))).isEqualTo(REFUSED);
    }

    @Test
    void oneForAnotherTokenIsRefused() {
        String other = proofs.token(KEY);

        assertThat(outcome(proofs.with(token, proofs.proof(other)))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(other, proofs.proof(other)))).isEqualTo("admitted");
    }

    @Test
    void oneWithAnotherKeyThanTheTokensIsRefused() {
        assertThat(outcome(proofs.with(token, proofs.proof(TestKeys.RSA_3072, token))))
                .isEqualTo(REFUSED);
        String others = proofs.token(TestKeys.RSA_3072);
        assertThat(outcome(proofs.with(others, proofs.proof(TestKeys.RSA_3072, others))))
                .isEqualTo("admitted");
    }

    @Test
    void oneSignedWithAnotherKeyThanItNamesIsRefused() {
        Map<String, Object> rsa = proofs.header(TestKeys.RSA);
        String good = proofs.token(TestKeys.RSA);

        assertThat(outcome(proofs.with(good, TestJwt.signed(rsa, proofs.claims(good), TestKeys.OTHER_RSA.key()))))
                .isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(good, TestJwt.signed(rsa, proofs.claims(good), TestKeys.RSA.key()))))
                .isEqualTo("admitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
    void oneThatShowsAPrivateKeyIsRefused(String member) {
        Map<String, Object> jwk = TestJwt.with(jwk(), member, "AAAA");

        assertThat(sent(with(header, "jwk", jwk), claims)).isEqualTo(REFUSED);
    }

    private Map<String, Object> jwk() {
        return TestJwt.without(TestJwt.jwk("", KEY), "kid");
    }

    static Stream<Map<String, Object>> badKeys() {
        return Stream.of(
                Map.of(),
                Map.of("kty", "oct", "k", "AAAA"),
                Map.of("kty", "EC", "crv", "P-256", "x", "AQ", "y", "AQ"),
                Map.of("kty", "EC", "crv", "secp256k1", "x", "AQ", "y", "AQ"),
                Map.of("kty", "RSA", "n", "w".repeat(171), "e", "AQAB"),
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "AQ"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void oneWhoseKeyIsNoneOrTooWeakIsRefused(Map<String, Object> jwk) {
        assertThat(sent(with(header, "jwk", jwk), claims)).isEqualTo(REFUSED);
        assertThat(sent(without(header, "jwk"), claims)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES512", "RS256", ""})
    void oneWithAnotherAlgorithmThanItsKeyIsForIsRefused(String alg) {
        String whole =
                TestJwt.signed(TestJwt.jsonOf(with(header, "alg", alg)), TestJwt.jsonOf(claims), "EdDSA", KEY.key());
        assertThat(outcome(proofs.with(token, whole))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(token, TestJwt.unsigned(with(header, "alg", alg), claims, ""))))
                .isEqualTo(REFUSED);
        byte[] published = KEY.publicKey().spki().toByteArray();
        assertThat(outcome(proofs.with(token, TestJwt.withSecret(with(header, "alg", alg), claims, published))))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "x5c", "crit", "b64", "zip"})
    void oneThatNamesOtherKeysOrIsToBeReadInAnotherWayIsRefused(String member) {
        assertThat(sent(with(header, member, "http://127.0.0.1/"), claims)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", ""})
    void oneOfAnotherTypeIsRefused(String type) {
        assertThat(sent(with(header, "typ", type), claims)).isEqualTo(REFUSED);
        assertThat(sent(without(header, "typ"), claims)).isEqualTo(REFUSED);
        assertThat(sent(with(header, "typ", "application/dpop+jwt"), claims)).isEqualTo("admitted");
    }

    @Test
    void noneOrTwoAreRefused() {
        String proof = proofs.proof(token);
        String other = proofs.proof(token);

        assertThat(outcome(proofs.with(token))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(token, proof, other))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(token, proof + ", " + other))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(token, ""))).isEqualTo(REFUSED);
        assertThat(outcome(proofs.with(token, proof))).isEqualTo("admitted");
    }

    @Test
    void oneOfManyMegabytesIsRefusedUnread() {
        assertThat(sent(with(claims, "more", "x".repeat(5_000_000)))).isEqualTo(REFUSED);
    }

    @Test
    void aTokenIsNoProofAndAProofNoToken() {
        assertThat(outcome(proofs.with(token, token))).isEqualTo(REFUSED);
        String proof = proofs.proof(token);
        assertThat(outcome(proofs.with(proof, proof))).isEqualTo("401 invalid_token");
    }

    @Test
    void theAddressIsTheConfiguredOneWhateverTheRequestSays() {
        Map<String, Object> shown = new HashMap<>(claims);
        shown.put("htu", "https://attacker.example" + TestingProofs.PATH);
        assertThat(sent(shown)).isEqualTo(REFUSED);
        shown.put("htu", BASE + TestingProofs.PATH);
        assertThat(sent(shown)).isEqualTo("admitted");
    }
}
