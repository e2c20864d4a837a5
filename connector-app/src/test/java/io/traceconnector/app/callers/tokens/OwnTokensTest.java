package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static io.traceconnector.app.callers.tokens.TestingTokens.rights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.ServiceAccount;
import io.traceconnector.app.keys.TestKeys;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token of ours is worth what it says, as long as whom it was given to still has that. */
final class OwnTokensTest {

    private final TestingTokens testing = new TestingTokens();
    private final UUID operational = testing.acme.operational().getFirst().id();
    private final UUID definitional = testing.acme.definitional().id();

    @Test
    void bringsTheAccountsRolesInItsSpaces() {
        Principal principal = accepted(testing.own(testing.token().token()));

        assertThat(principal.id()).isEqualTo("service-account:acme-orders");
        assertThat(principal.kind()).isEqualTo(Principal.Kind.SERVICE_ACCOUNT);
        assertThat(principal.tenants()).containsOnlyKeys(testing.acme.id());
        assertThat(rights(principal, testing.acme).roles()).isEmpty();
        assertThat(rights(principal, testing.acme).scoped())
                .isEqualTo(Map.of(
                        operational, Set.of("connector.reader", "sales"), definitional, Set.of("connector.reader")));
        assertThat(principal.expires()).isEqualTo(testing.time.instant().plusSeconds(300));
    }

    @Test
    void hasTheFormOfRfc9068() {
        JwtForm token = JwtForm.read(testing.token().token()).orElseThrow();

        assertThat(token.header("typ")).contains("at+jwt");
        assertThat(token.header("alg")).contains("ES256");
        assertThat(token.claim("iss")).contains("https://connector.example/auth/realms/acme");
        assertThat(token.claim("aud")).contains("https://connector.example");
        assertThat(token.claim("sub")).contains("acme-orders").isEqualTo(token.claim("client_id"));
        assertThat(token.claim("tid")).contains("acme");
        assertThat(token.claims().path("gen").asLong()).isEqualTo(7);
        assertThat(token.claims().path("exp").asLong()
                        - token.claims().path("iat").asLong())
                .isEqualTo(300);
        assertThat(token.claim("jti").orElseThrow()).hasSize(36);
    }

    /** What is not remembered is left to those who may block: the signature is checked there, and once. */
    @Test
    void isVerifiedOnceAndLookedUpEachTime() {
        Presented token = presented(testing.token().token());

        assertThat(testing.authority.authenticator().remembered(token, TestingFacts.of()))
                .isEmpty();
        testing.authority.authenticator().authenticate(token, TestingFacts.of());
        assertThat(testing.authority.authenticator().remembered(token, TestingFacts.of()))
                .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Accepted.class));

        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).enabled(false).made());
        assertThat(testing.authority.authenticator().remembered(token, TestingFacts.of()))
                .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Rejected.class));
    }

    static Stream<UnaryOperator<ServiceAccount>> endings() {
        return Stream.of(
                account -> ChangedAccount.of(account).enabled(false).made(),
                account -> ChangedAccount.of(account).nextGeneration().made(),
                account -> null);
    }

    @ParameterizedTest
    @MethodSource("endings")
    @SuppressWarnings("NullAway") // a change to nothing takes the account away
    void endsAtOnceWhenTheAccountIsDisabledRotatedOrDeleted(UnaryOperator<ServiceAccount> ending) {
        String token = testing.token().token();
        accepted(testing.own(token));

        testing.identities.change(testing.account.id(), ending);

        refused(token);
    }

    @Test
    void doesNotPassToAnAccountThatTakesTheNameOfADeletedOne() {
        String token = testing.token().token();
        testing.identities.accounts.remove(testing.account.id());
        ServiceAccount again =
                ChangedAccount.of(testing.account).id(UUID.randomUUID()).made();
        testing.identities.add(again, "another secret");

        refused(token);
        assertThat(testing.identities.serviceAccountByClientId("acme-orders")).contains(again);
    }

    /** Also one that was traded for what the account signs itself: no way leads out of the limit. */
    @Test
    void reachesThePathsOfItsAccountOnly() {
        String token = testing.token().token();
        assertThat(rights(accepted(testing.own(token)), testing.acme).resources())
                .contains(testing.account.resources());

        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).resources().made());

        assertThat(rights(accepted(testing.own(token)), testing.acme).resources())
                .isEmpty();
    }

    @Test
    void losesTheRolesThatItsAccountLoses() {
        String token = testing.token().token();
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .roles(Map.of(operational, Set.of("sales", "something new")))
                        .made());

        assertThat(rights(accepted(testing.own(token)), testing.acme).scoped())
                .isEqualTo(Map.of(operational, Set.of("sales")));
    }

    @Test
    void endsWhenItIsRevokedAndNoOtherDoes() {
        String token = testing.token().token();
        String another = testing.token().token();
        testing.authority.revoke(testing.acme, testing.asClient(Map.of("token", token)));

        refused(token);
        accepted(testing.own(another));
    }

    @Test
    void endsWithItsTimeAlsoWhileItIsRemembered() {
        String token = testing.token().token();
        accepted(testing.own(token));
        testing.time.pass(Duration.ofSeconds(359));
        accepted(testing.own(token));
        testing.time.pass(Duration.ofSeconds(1));

        refused(token);
    }

    @Test
    void endsWithItsTenant() {
        String token = testing.token().token();
        accepted(testing.own(token));
        testing.tenants.add("acme", false);

        refused(token);
    }

    /** A new key is listed behind the one that signs, then before it, then the old one is taken away. */
    @Test
    void survivesEveryStepOfARotationOfKeys() {
        OrganisationId organisation = new OrganisationId("acme");
        testing.ring.keys.put(organisation, List.of(TestKeys.EC));
        String first = testing.token().token();
        testing.ring.keys.put(organisation, List.of(TestKeys.EC, TestKeys.ED25519));
        String second = testing.token().token();
        assertThat(testing.authority.keys(testing.acme).path("keys")).hasSize(2);
        testing.ring.keys.put(organisation, List.of(TestKeys.ED25519, TestKeys.EC));
        String third = testing.token().token();

        assertThat(JwtForm.read(second).orElseThrow().header("alg")).contains("ES256");
        assertThat(JwtForm.read(third).orElseThrow().header("alg")).contains("EdDSA");
        Stream.of(first, second, third).forEach(token -> accepted(testing.own(token)));

        testing.ring.keys.put(organisation, List.of(TestKeys.ED25519));
        refused(first);
        refused(second);
        accepted(testing.own(third));
    }

    @Test
    void isSignedByEveryKindOfKey() {
        Stream.of(TestKeys.EC, TestKeys.RSA, TestKeys.RSA_3072, TestKeys.ED25519)
                .forEach(key -> {
                    testing.ring.keys.put(new OrganisationId("acme"), List.of(key));
                    accepted(testing.own(testing.token().token()));
                });
    }

    @Test
    void cannotBeToldWhileTheKeysAreAway() {
        FakeTokenKeys closed = new FakeTokenKeys() {
            @Override
            public List<io.traceconnector.app.keys.SigningKey> tokenKeys(OrganisationId organisation) {
                throw new io.traceconnector.app.keys.KeyUnavailableException("closed");
            }
        };
        closed.keys.put(new OrganisationId("acme"), List.of());
        TokenAuthority authority = new TokenAuthority(
                TestingOwnTokensConfig.usual(),
                testing.issuers,
                closed,
                testing.identities,
                any -> testing.wait,
                testing.time);

        assertThat(authority
                        .authenticator()
                        .authenticate(presented(testing.token().token()), TestingFacts.of()))
                .isInstanceOf(Verdict.Away.class);
    }

    @Test
    void ofAnOperatorIsGoodForAllTenantsOfTheOperatorUntilLogOut() {
        String token = testing.authority
                .operators()
                .login("olga", "correct horse".toCharArray(), InetAddress.getLoopbackAddress())
                .token();

        Principal principal = accepted(testing.own(token));
        assertThat(principal.kind()).isEqualTo(Principal.Kind.OPERATOR);
        assertThat(principal.tenants()).containsOnlyKeys(testing.acme.id(), testing.beta.id());
        assertThat(rights(principal, testing.beta).roles()).containsExactly("connector.admin");

        testing.authority
                .operators()
                .logout(io.traceconnector.app.callers.BearerToken.of(token).orElseThrow());
        refused(token);
    }

    @Test
    void ofAnOperatorEndsWithTheNextPassword() {
        String token = testing.authority
                .operators()
                .login("olga", "correct horse".toCharArray(), InetAddress.getLoopbackAddress())
                .token();
        Operator before = testing.operator;
        testing.identities.operators.put(
                before.id(),
                new Operator(
                        before.id(), before.name(), true, before.tenants(), before.networks(), 4, before.createdAt()));

        refused(token);
    }

    @Test
    void ofAPluginIsGoodForOneTenantAndWhatWasGrantedThere() {
        String token = testing.authority
                .connections()
                .make("plug", testing.installation.id(), Set.of("links:read", "links:write"))
                .orElseThrow()
                .token();

        Principal principal = accepted(testing.own(token));
        assertThat(principal.kind()).isEqualTo(Principal.Kind.PLUGIN_CONNECTION);
        assertThat(principal.tenants()).containsOnlyKeys(testing.acme.id());
        assertThat(rights(principal, testing.acme).actions()).contains(Set.of("links:read"));
        assertThat(rights(principal, testing.acme).roles()).contains("partner");

        testing.identities.installations.clear();
        refused(token);
    }

    private void refused(String token) {
        assertThat(testing.own(token))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        verdict -> assertThat(verdict.status()).isEqualTo(401));
    }

    @Test
    void aTokenCountsOnlyFromWhereTheAccountMayBeUsedNow() {
        String token = testing.token().token();
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).usableFrom("10.0.0.0/8").made());
        refused(token);

        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .usableFrom("10.0.0.0/8", "127.0.0.1")
                        .made());
        assertThat(testing.own(token)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void noTokenIsGivenOutFromElsewhere() {
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).usableFrom("10.0.0.0/8").made());
        OAuthRequest request = testing.asClient(Map.of("grant_type", "client_credentials"));

        OAuthException wrong = catchThrowableOfType(
                OAuthException.class,
                () -> testing.authority.token(
                        testing.acme,
                        new OAuthRequest(
                                List.of(),
                                TestingTokens.form(Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        testing.account.clientId(),
                                        "client_secret",
                                        "a wrong one")))));
        assertThatThrownBy(() -> testing.authority.token(testing.acme, TestingTokens.from(request, "11.0.0.1")))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        refusal ->
                                assertThat(refusal).usingRecursiveComparison().isEqualTo(wrong));
        String token = testing.authority
                .token(testing.acme, TestingTokens.from(request, "10.200.0.1"))
                .token();

        OAuthRequest question = testing.asClient(Map.of("token", token));
        assertThatThrownBy(() -> testing.authority.introspect(testing.acme, TestingTokens.from(question, "11.0.0.1")))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo("invalid_client"));
        assertThat(testing.authority
                        .introspect(testing.acme, TestingTokens.from(question, "10.200.0.1"))
                        .answer()
                        .path("active")
                        .booleanValue())
                .isTrue();
    }

    /** Whoever traded it there would have a token again when the account is let in from there. */
    @Test
    void aTokenIsNotTradedFromElsewhere() {
        String token = testing.token().token();
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).usableFrom("10.0.0.0/8").made());
        OAuthRequest request = new OAuthRequest(
                List.of(),
                TestingTokens.form(Map.of(
                        "grant_type",
                        TokenEndpoint.TOKEN_EXCHANGE,
                        "subject_token",
                        token,
                        "subject_token_type",
                        Exchange.ACCESS_TOKEN)));

        assertThatThrownBy(() -> testing.authority.token(testing.acme, TestingTokens.from(request, "11.0.0.1")))
                .isInstanceOfSatisfying(
                        OAuthException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo("invalid_grant"));
        assertThat(testing.authority.token(testing.acme, TestingTokens.from(request, "10.200.0.1")))
                .isNotNull();
    }
}
