package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.tokens.TestJwt.with;
import static io.traceconnector.app.callers.tokens.TestJwt.without;
import static io.traceconnector.app.callers.tokens.TestingTokens.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.keys.TestKeys;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client proves who it is by what it signs: for this issuer alone, for five minutes, and once. */
final class AssertionsTest {

    private static final String ISSUER = "https://connector.example/auth/realms/acme";
    private static final String TOKEN_URL = ISSUER + "/protocol/openid-connect/token";

    private final TestingTokens testing = new TestingTokens();
    private final Map<String, Object> header = Map.of("alg", "RS256", "kid", "rsa", "typ", "JWT");
    private final long now = testing.time.instant().getEpochSecond();
    private final Map<String, Object> claims = Map.of(
            "iss", "acme-orders", "sub", "acme-orders", "aud", ISSUER, "iat", now, "exp", now + 300, "jti", "one");

    @Test
    void isAccepted() {
        assertThat(token(testing, signed(claims)).seconds()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256"})
    void isAcceptedWithEveryAlgorithmOfItsKey(String alg) {
        assertThat(token(testing, TestJwt.signed(with(header, "alg", alg), claims, TestKeys.OTHER_RSA.key())))
                .isNotNull();
    }

    @Test
    void isAcceptedWithAnyOfTheAccountsKeys() {
        assertThat(token(testing, TestJwt.signed(Map.of("alg", "EdDSA", "kid", "ed"), claims, TestKeys.ED25519.key())))
                .isNotNull();
    }

    @Test
    void countsOnce() {
        String assertion = signed(claims);
        token(testing, assertion);

        refused(assertion);
        token(testing, signed(with(claims, "jti", "two")));
    }

    @Test
    void countsOnceAlsoWhereItComesTwiceAtATime() throws Exception {
        String assertion = signed(claims);
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> tries = IntStream.range(0, 16)
                    .mapToObj(any -> threads.submit(() -> {
                        begin.await();
                        try {
                            token(testing, assertion);
                            return true;
                        } catch (OAuthException e) {
                            return false;
                        }
                    }))
                    .toList();
            begin.countDown();
            int won = 0;
            for (Future<Boolean> one : tries) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    /** One that fails another check can be mended and sent again. */
    @Test
    void isNotUsedUpByARequestThatItIsRefusedFor() {
        refused(signed(with(claims, "aud", "https://elsewhere.example")));
        token(testing, signed(claims));
    }

    static Stream<Map.Entry<String, Object>> wrong() {
        return Stream.of(
                Map.entry("iss", "beta-orders"),
                Map.entry("sub", "beta-orders"),
                Map.entry("sub", "orders@acme.example"),
                Map.entry("iss", "nobody"),
                Map.entry("aud", TOKEN_URL),
                Map.entry("aud", ISSUER + "/"),
                Map.entry("aud", "https://connector.example"),
                Map.entry("aud", "https://connector.example/auth/realms/beta"),
                Map.entry("aud", List.of(ISSUER, "https://elsewhere.example")),
                Map.entry("aud", List.of(ISSUER, ISSUER)),
                Map.entry("aud", List.of()),
                Map.entry("jti", ""),
                Map.entry("jti", 5));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefusedWhereItSaysSomethingElse(Map.Entry<String, Object> claim) {
        refused(signed(with(claims, claim.getKey(), claim.getValue())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "jti"})
    void isRefusedWhereItDoesNotSayItAll(String claim) {
        refused(signed(without(claims, claim)));
    }

    @Test
    void needNotSayWhenItWasIssued() {
        token(testing, signed(without(claims, "iat")));
        refused(signed(without(with(with(claims, "exp", now + 301), "jti", "two"), "iat")));
    }

    @Test
    void isRefusedWhereItLivesLongerThanFiveMinutes() {
        refused(signed(with(claims, "exp", now + 301)));
    }

    @Test
    void isRefusedWhereSomebodyElseSignedIt() {
        refused(TestJwt.signed(header, claims, TestKeys.RSA.key()));
        refused(TestJwt.signed(with(header, "kid", "ed"), claims, TestKeys.OTHER_RSA.key()));
        refused(TestJwt.unsigned(with(header, "alg", "none"), claims, ""));
        refused(TestJwt.signed(with(header, "jku", "https://connector.example"), claims, TestKeys.OTHER_RSA.key()));
        refused(TestJwt.signed(with(header, "typ", "at+jwt"), claims, TestKeys.OTHER_RSA.key()));
    }

    @Test
    void isRefusedAsABearerToken() {
        assertThat(testing.integrators.takes(TestingTokens.presented(signed(claims))))
                .isFalse();
        assertThat(testing.authority.authenticator().takes(TestingTokens.presented(signed(claims))))
                .isFalse();
    }

    @Test
    void mayBeForTheIssuerInAListOfOne() {
        token(testing, signed(with(claims, "aud", List.of(ISSUER))));
    }

    @Test
    void mayBeForTheTokenEndpointWhereThatIsConfigured() {
        TestingTokens legacy = new TestingTokens(URI.create("https://connector.example"), Optional.empty(), true);
        token(legacy, signed(with(claims, "aud", TOKEN_URL)));
    }

    /** The audience is the issuer there too, not the endpoint that it is sent to. */
    @Test
    void countsAtTheOtherEndpointsToo() {
        String token = testing.token().token();
        assertThat(testing.authority
                        .introspect(testing.acme, request(Map.of("token", token), signed(claims)))
                        .answer()
                        .path("active")
                        .asBoolean())
                .isTrue();
        testing.authority.revoke(testing.acme, request(Map.of("token", token), signed(with(claims, "jti", "second"))));
        assertThat(testing.identities.revoked).hasSize(1);
    }

    /** As Google's libraries send it: for an hour, for the token endpoint, without an id. */
    @Test
    void asAGrantMayLiveForAnHour() {
        Map<String, Object> grant =
                Map.of("iss", "orders@acme.example", "aud", TOKEN_URL, "iat", now, "exp", now + 3600, "scope", "");
        assertThat(granted(grant).seconds()).isEqualTo(300);
        assertThat(granted(grant).seconds()).isEqualTo(300);
        assertThatThrownBy(() -> granted(with(grant, "exp", now + 3601))).isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> granted(with(grant, "sub", "somebody@acme.example")))
                .isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> granted(with(grant, "aud", ISSUER + "/protocol/openid-connect/certs")))
                .isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> granted(with(grant, "iss", "orders@beta.example")))
                .isInstanceOf(OAuthException.class);
    }

    @Test
    void asAGrantCountsOnceWhereItHasAnId() {
        Map<String, Object> grant = Map.of(
                "iss",
                "orders@acme.example",
                "aud",
                ISSUER,
                "iat",
                now,
                "exp",
                now + 60,
                "jti",
                UUID.randomUUID().toString());
        granted(grant);
        assertThatThrownBy(() -> granted(grant))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant"));
    }

    @Test
    void asAGrantAsksForNoMoreThanTheAccountHas() {
        UUID space = testing.acme.operational().getFirst().id();
        Map<String, Object> grant =
                Map.of("iss", "orders@acme.example", "aud", TOKEN_URL, "iat", now, "exp", now + 3600);
        assertThat(granted(with(grant, "scope", "space:" + space + ":sales")).scope())
                .isEqualTo("space:" + space + ":sales");
        assertThatThrownBy(() -> granted(with(grant, "scope", "space:" + space + ":admin")))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_scope"));
    }

    /** It would come back as all that the account has. */
    @Test
    void asAGrantNamesNoUser() {
        Map<String, Object> grant =
                Map.of("iss", "orders@acme.example", "aud", TOKEN_URL, "iat", now, "exp", now + 3600);
        granted(grant);
        Map.of("user_id", "u7", "project_id", "acme", "resource_access", List.of("/api/v1/**"))
                .forEach((name, value) -> assertThatThrownBy(() -> granted(with(grant, name, value)))
                        .isInstanceOfSatisfying(
                                OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant")));
    }

    /** Nor is its id used up there. */
    @Test
    void asAGrantCountsFromWhereTheAccountMayBeUsedAlone() {
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).usableFrom("10.0.0.0/8").made());
        OAuthRequest request = grant(
                Map.of("iss", "orders@acme.example", "aud", TOKEN_URL, "iat", now, "exp", now + 3600, "jti", "one"));

        assertThatThrownBy(() -> testing.authority.token(testing.acme, TestingTokens.from(request, "11.0.0.1")))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant"));
        assertThat(testing.authority.token(testing.acme, TestingTokens.from(request, "10.0.0.1")))
                .isNotNull();
    }

    private Minted granted(Map<String, Object> grant) {
        return testing.authority.token(testing.acme, grant(grant));
    }

    private OAuthRequest grant(Map<String, Object> grant) {
        return new OAuthRequest(
                List.of(),
                form(Map.of(
                        "grant_type",
                        TokenEndpoint.JWT_BEARER,
                        "assertion",
                        TestJwt.signed(header, grant, TestKeys.OTHER_RSA.key()))));
    }

    private String signed(Map<String, Object> said) {
        return TestJwt.signed(header, said, TestKeys.OTHER_RSA.key());
    }

    private static OAuthRequest request(Map<String, String> parameters, String assertion) {
        Map<String, String> all = new java.util.HashMap<>(parameters);
        all.put("client_assertion_type", Clients.ASSERTION_TYPE);
        all.put("client_assertion", assertion);
        return new OAuthRequest(List.of(), form(all));
    }

    @Test
    void ofAnotherTenantsClientIsToldNothingOfATokenAndIsNobodyWhereTokensAreGivenOut() {
        String token = token(testing, signed(claims)).token();
        Map<String, Object> others = with(with(claims, "iss", "beta-orders"), "sub", "beta-orders");
        assertThat(active(token, TestJwt.signed(header, with(others, "jti", "two"), TestKeys.RSA_3072.key())))
                .isFalse();
        assertThat(active(token, signed(with(claims, "jti", "two")))).isTrue();

        refused(TestJwt.signed(header, with(others, "jti", "three"), TestKeys.RSA_3072.key()));
        assertThatThrownBy(() -> active(token, signed(with(others, "jti", "four"))))
                .isInstanceOf(OAuthException.class);
    }

    private boolean active(String token, String assertion) {
        return testing.authority
                .introspect(testing.acme, request(Map.of("token", token), assertion))
                .answer()
                .path("active")
                .asBoolean();
    }

    private static Minted token(TestingTokens testing, String assertion) {
        return testing.authority.token(testing.acme, request(Map.of("grant_type", "client_credentials"), assertion));
    }

    private void refused(String assertion) {
        assertThatThrownBy(() -> token(testing, assertion)).isInstanceOfSatisfying(OAuthException.class, e -> {
            assertThat(e.error()).isEqualTo("invalid_client");
            assertThat(e.status()).isEqualTo(401);
        });
    }
}
