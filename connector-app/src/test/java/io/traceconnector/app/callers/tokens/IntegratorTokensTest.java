package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.tokens.TestJwt.with;
import static io.traceconnector.app.callers.tokens.TestJwt.without;
import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.ofJane;
import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static io.traceconnector.app.callers.tokens.TestingTokens.rights;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.keys.TestKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service account signs for its users counts as far as the account itself goes. */
final class IntegratorTokensTest {

    private final TestingTokens testing = new TestingTokens();
    private final long now = testing.time.instant().getEpochSecond();
    private final Map<String, Object> header = Map.of("alg", "RS256", "kid", "rsa", "typ", "JWT");
    private final Map<String, Object> claims = with(
            with(
                    ofJane("https://connector.example", now, List.of("/api/v1/search/**")),
                    "groups",
                    List.of("sales", "staff", "connector.admin")),
            "access_control_id",
            List.of("north"));

    @Test
    void bringTheUserTheRolesThatTheAccountHasAndThePathsThatBothName() {
        Principal principal = accepted(testing.integrator(signed(claims)));

        assertThat(principal.kind()).isEqualTo(Principal.Kind.INTEGRATOR_USER);
        assertThat(principal.onBehalfOf()).contains("jane");
        assertThat(principal.claims())
                .containsEntry("user_id", Set.of("jane"))
                .containsEntry("access_control_id", Set.of("north"));
        assertThat(rights(principal, testing.acme).scoped())
                .isEqualTo(Map.of(
                        testing.acme.operational().getFirst().id(), Set.of("sales", "clerk"),
                        testing.acme.definitional().id(), Set.of("clerk")));
        assertThat(rights(principal, testing.acme).roles()).isEmpty();
        assertThat(rights(principal, testing.acme).resources()).contains(List.of("/api/v1/search/**"));
    }

    static Stream<Map.Entry<String, Object>> wrong() {
        return Stream.of(
                Map.entry("iss", "orders@beta.example"),
                Map.entry("sub", "orders@beta.example"),
                Map.entry("sub", "jane"),
                Map.entry("email", "orders@beta.example"),
                Map.entry("aud", "https://connector.example/"),
                Map.entry("aud", "https://Connector.example"),
                Map.entry("aud", "https://connector.example/auth/realms/acme"),
                Map.entry("aud", List.of("https://connector.example", "https://other.example")),
                Map.entry("user_id", List.of("jane")),
                Map.entry("groups", "sales"),
                Map.entry("resource_access", "/api/v1/**"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void areRefusedWhereTheySaySomethingElse(Map.Entry<String, Object> claim) {
        refused(401, signed(with(claims, claim.getKey(), claim.getValue())));
    }

    @Test
    void areRefusedForAProjectThatIsNotTheAccounts() {
        refused(403, signed(with(claims, "project_id", "project-beta")));
        refused(403, signed(with(claims, "project_id", "nobody's")));
    }

    @Test
    void areRefusedWhereAnotherAccountSignedThem() {
        refused(401, TestJwt.signed(header, claims, TestKeys.RSA_3072.key()));
        refused(401, TestJwt.signed(with(header, "kid", "nobody's"), claims, TestKeys.OTHER_RSA.key()));
        refused(401, TestJwt.signed(with(header, "typ", "at+jwt"), claims, TestKeys.OTHER_RSA.key()));
        refused(401, TestJwt.unsigned(with(header, "alg", "none"), claims, ""));
    }

    @Test
    void areRefusedByAKeyOfAFormThatIsNotTaken() throws Exception {
        String p384 = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString();
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .and(new RegisteredKey("old", p384, Instant.EPOCH))
                        .made());

        refused(401, TestJwt.signed(with(header, "kid", "old"), claims, TestKeys.OTHER_RSA.key()));
        accepted(testing.integrator(signed(claims)));
    }

    @Test
    void countOnlyFromWhereTheAccountMayBeUsed() {
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .usableFrom("10.0.0.0/8", "2001:db8::/32")
                        .made());
        refused(401, signed(claims));

        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).usableFrom("127.0.0.0/8").made());
        accepted(testing.integrator(signed(claims)));
    }

    @Test
    void areRefusedWhereTheyLiveLongerThanAnHour() {
        refused(401, signed(with(claims, "exp", now + 3601)));
    }

    @Test
    void withoutPathsAllowNothing() {
        assertThat(rights(accepted(testing.integrator(signed(without(claims, "resource_access")))), testing.acme)
                        .resources())
                .contains(List.of());
        assertThat(rights(
                                accepted(testing.integrator(signed(with(claims, "resource_access", List.of())))),
                                testing.acme)
                        .resources())
                .contains(List.of());
        assertThat(PathPatterns.allow(List.of(), "/api/v1/search")).isFalse();
    }

    @Test
    void neverAllowMoreThanTheAccountMay() {
        Principal principal = accepted(testing.integrator(signed(with(claims, "groups", List.of("staff", "board")))));

        assertThat(allowed(principal, "links:read")).isTrue();
        assertThat(allowed(principal, "links:write")).isFalse();
        assertThat(allowed(principal, "tenant:admin")).isFalse();
        Tenant elsewhere = new Tenant(
                testing.acme.id(),
                TenantKind.PRODUCTION,
                true,
                Set.of(),
                testing.acme.organisations(),
                testing.beta.definitional(),
                testing.beta.operational(),
                Optional.empty());
        assertThat(new BuiltInRoles().decide(elsewhere, principal, need("links:read")))
                .isInstanceOf(Decision.Denied.class);
    }

    private boolean allowed(Principal principal, String action) {
        return new BuiltInRoles().decide(testing.acme, principal, need(action)) instanceof Decision.Allowed;
    }

    private static Need need(String action) {
        return new Need(action, SpaceKind.OPERATIONAL, Optional.empty());
    }

    @Test
    void withoutGroupsBringNoRoles() {
        var rights = rights(accepted(testing.integrator(signed(without(claims, "groups")))), testing.acme);
        assertThat(rights.roles()).isEmpty();
        assertThat(rights.scoped()).isEmpty();
    }

    @Test
    void neverNamePathsThatTheAccountMayNot() {
        Principal principal =
                accepted(testing.integrator(signed(with(claims, "resource_access", List.of("/**", "/account/**")))));
        assertThat(rights(principal, testing.acme).resources()).contains(testing.account.resources());
    }

    @Test
    void areVerifiedOnceAndEndWithTheAccount() {
        String token = signed(claims);
        assertThat(testing.integrators.remembered(presented(token), TestingFacts.of()))
                .isEmpty();
        accepted(testing.integrator(token));
        assertThat(testing.integrators.remembered(presented(token), TestingFacts.of()))
                .isPresent();
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).enabled(false).made());
        refused(401, token);
    }

    @Test
    void areNotTakenFromWhomNobodyKnows() {
        assertThat(testing.integrators.takes(presented(signed(with(claims, "iss", "nobody@acme.example")))))
                .isFalse();
        assertThat(testing.integrators.takes(presented(signed(claims)))).isTrue();
    }

    private String signed(Map<String, Object> said) {
        return TestJwt.signed(header, said, TestKeys.OTHER_RSA.key());
    }

    private void refused(int status, String token) {
        assertThat(testing.integrator(token))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        verdict -> assertThat(verdict.status()).isEqualTo(status));
    }
}
