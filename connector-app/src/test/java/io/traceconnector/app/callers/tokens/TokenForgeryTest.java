package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.tokens.TestJwt.with;
import static io.traceconnector.app.callers.tokens.TestJwt.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.keys.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that look like ours and are not: each differs in one thing from one that is good. */
final class TokenForgeryTest {

    private final TestingTokens testing = new TestingTokens();
    private final String kid = TokenKey.of(TestKeys.EC.publicKey().text()).kid();
    private final Map<String, Object> header = Map.of("alg", "ES256", "kid", kid, "typ", "at+jwt");
    private final Map<String, Object> claims = claimsOf(testing.token().token());

    @SuppressWarnings("unchecked")
    private static Map<String, Object> claimsOf(String token) {
        return JsonMapper.shared()
                .convertValue(JwtForm.read(token).orElseThrow().claims(), Map.class);
    }

    @Test
    void oneThatIsAsOursCounts() {
        assertThat(testing.own(TestJwt.signed(header, claims, TestKeys.EC.key())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", "HS256", "es256", ""})
    void oneWithoutASignatureIsRefusedBeforeAnybodyLooksForAKey(String alg) {
        int before = testing.ring.listed.get();

        refused(TestJwt.unsigned(with(header, "alg", alg), claims, ""));
        refused(TestJwt.unsigned(with(header, "alg", alg), claims, "AAAA"));
        refused(TestJwt.unsigned(header, claims, ""));

        assertThat(testing.ring.listed).hasValue(before);
        assertThat(testing.own(TestJwt.signed(header, claims, TestKeys.EC.key())))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(testing.ring.listed.get()).isGreaterThan(before);
    }

    /** The public key is known to everybody: it must not serve as a shared secret. */
    @Test
    void oneSignedWithThePublicKeyAsASecretIsRefused() {
        byte[] pem = TestKeys.EC.publicKey().pemBytes().toByteArray();
        String text = new String(pem, StandardCharsets.US_ASCII);
        Stream.of(
                        pem,
                        text.strip().getBytes(StandardCharsets.US_ASCII),
                        (text.strip() + "\n").getBytes(StandardCharsets.US_ASCII),
                        TestKeys.EC.publicKey().spki().toByteArray())
                .forEach(secret -> refused(TestJwt.withSecret(with(header, "alg", "HS256"), claims, secret)));
    }

    @Test
    void oneSignedInAnotherWayThanItsKeyIsForIsRefused() {
        String rsa = TokenKey.of(TestKeys.RSA.publicKey().text()).kid();
        Map<String, Object> named = with(header, "kid", rsa);
        refused(TestJwt.signed(with(named, "alg", "PS256"), claims, TestKeys.RSA.key()));
        assertThat(testing.own(TestJwt.signed(with(named, "alg", "RS256"), claims, TestKeys.RSA.key())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    static Stream<String> strangeNames() {
        return Stream.of(
                "../../dev/null",
                "' OR 1=1 --",
                "a\u0000b",
                "x".repeat(5_000),
                "${jndi:ldap://127.0.0.1/a}",
                "",
                TokenKey.of(TestKeys.ED25519.publicKey().text()).kid());
    }

    /** The last of them is a key of the other tenant. */
    @ParameterizedTest
    @MethodSource("strangeNames")
    void aKeyIsLookedForAmongThoseOfItsIssuerAlone(String name) {
        refused(TestJwt.signed(with(header, "kid", name), claims, TestKeys.EC.key()));
        refused(TestJwt.signed(with(with(header, "kid", name), "alg", "EdDSA"), claims, TestKeys.ED25519.key()));
        refused(TestJwt.signed(without(header, "kid"), claims, TestKeys.EC.key()));
    }

    static Stream<Map.Entry<String, Object>> forbiddenHeaders() {
        return Stream.of(
                Map.entry("jku", "http://127.0.0.1:1/keys"),
                Map.entry("x5u", "http://127.0.0.1:1/cert"),
                Map.entry("jwk", Map.of("kty", "EC")),
                Map.entry("x5c", List.of("MIIB")),
                Map.entry("crit", List.of("exp")),
                Map.entry("b64", false),
                Map.entry("zip", "DEF"));
    }

    @ParameterizedTest
    @MethodSource("forbiddenHeaders")
    void aHeaderThatBringsItsOwnKeyOrAnotherReadingIsRefused(Map.Entry<String, Object> member) {
        refused(TestJwt.signed(with(header, member.getKey(), member.getValue()), claims, TestKeys.EC.key()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 72})
    void aSignatureOfNothingButZerosIsRefused(int length) {
        refused(TestJwt.unsigned(
                header,
                claims,
                java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length])));
    }

    @Test
    void aClaimThatIsThereTwiceMakesItNoToken() {
        String twice = TestJwt.json(claims).replaceFirst("\\{", "{\"sub\":\"somebody\",");
        assertThat(JwtForm.read(TestJwt.signed(TestJwt.json(header), twice, "ES256", TestKeys.EC.key())))
                .isEmpty();
        String headerTwice = TestJwt.json(header).replaceFirst("\\{", "{\"alg\":\"none\",");
        assertThat(JwtForm.read(TestJwt.signed(headerTwice, TestJwt.json(claims), "ES256", TestKeys.EC.key())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"text\"",
                "12",
                "null",
                "",
                "{}{}",
                "{",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}"
            })
    void claimsThatAreNotOneObjectMakeItNoToken(String payload) {
        assertThat(JwtForm.read(TestJwt.signed(TestJwt.json(header), payload, "ES256", TestKeys.EC.key())))
                .isEmpty();
    }

    @Test
    void anEncryptedOrNestedTokenIsNone() {
        assertThat(JwtForm.read("e30.e30.e30.e30.e30")).isEmpty();
        assertThat(JwtForm.read(TestJwt.signed(
                        TestJwt.json(with(header, "cty", "JWT")),
                        testing.token().token(),
                        "ES256",
                        TestKeys.EC.key())))
                .isEmpty();
    }

    @Test
    void aTokenOfFiveMegabytesIsNotRead() {
        String large = "a".repeat(5 << 20);
        assertThat(BearerToken.of(large)).isEmpty();
        assertThat(JwtForm.read(large + "." + large + "." + large)).isEmpty();
    }

    static Stream<Map.Entry<String, Object>> otherClaims() {
        return Stream.of(
                Map.entry("iss", "https://connector.example/auth/realms/beta"),
                Map.entry("iss", "https://connector.example/auth/realms/nobody"),
                Map.entry("iss", "https://connector.example/auth/realms/acme/"),
                Map.entry("aud", "https://connector.example/"),
                Map.entry("aud", "https://CONNECTOR.example"),
                Map.entry("aud", "https://connector.example/auth/realms/acme"),
                Map.entry("aud", List.of("https://connector.example", "https://other.example")),
                Map.entry("aud", List.of()),
                Map.entry("token_use", "refresh"),
                Map.entry("token_use", "operator"),
                Map.entry("jti", 1),
                Map.entry("gen", "7"),
                Map.entry("gen", 6),
                Map.entry("spaces", List.of()),
                Map.entry("account", "not-a-uuid"),
                Map.entry("client_id", "beta-orders"));
    }

    @ParameterizedTest
    @MethodSource("otherClaims")
    void oneThatSaysSomethingElseIsRefusedAlthoughItsSignatureIsGood(Map.Entry<String, Object> claim) {
        refused(TestJwt.signed(header, with(claims, claim.getKey(), claim.getValue()), TestKeys.EC.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "sub", "client_id", "jti", "gen", "account", "spaces"})
    void oneThatDoesNotSayItAllIsRefused(String claim) {
        refused(TestJwt.signed(header, without(claims, claim), TestKeys.EC.key()));
    }

    /** Nobody could have been given it. */
    @Test
    void oneThatLivesLongerThanThoseThatAreGivenOutIsRefused() {
        long issued = testing.time.instant().getEpochSecond();
        refused(TestJwt.signed(header, with(claims, "exp", issued + 301), TestKeys.EC.key()));
        refused(TestJwt.signed(header, with(claims, "exp", issued + 3600), TestKeys.EC.key()));
        assertThat(testing.own(TestJwt.signed(header, with(claims, "exp", issued + 300), TestKeys.EC.key())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "logout+jwt", "dpop+jwt", "client-authentication+jwt", ""})
    void oneOfAnotherTypeIsRefused(String type) {
        refused(TestJwt.signed(with(header, "typ", type), claims, TestKeys.EC.key()));
        refused(TestJwt.signed(without(header, "typ"), claims, TestKeys.EC.key()));
    }

    @Test
    void theTypeMayHaveItsMediaTypesPrefixAndAnyCase() {
        assertThat(testing.own(TestJwt.signed(with(header, "typ", "application/AT+JWT"), claims, TestKeys.EC.key())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    /** One that is too long to be a bearer token is refused before anybody looks at it. */
    private void refused(String token) {
        BearerToken.of(token)
                .ifPresent(any -> assertThat(testing.own(token))
                        .isInstanceOfSatisfying(Verdict.Rejected.class, verdict -> {
                            assertThat(verdict.status()).isEqualTo(401);
                            assertThat(verdict.code()).isEqualTo("invalid_token");
                        }));
    }
}
