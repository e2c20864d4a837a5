package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.AccountKeys.GeneratedKey;
import io.traceconnector.app.callers.tokens.VerificationKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestingStore store = testing();
    private final AccountAdministration accounts = store.admin.accounts();

    private static TestingStore testing() {
        try {
            return new TestingStore();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void aRotatedSecretGoesOnForItsGraceAndNoLonger() {
        Issued<ServiceAccount> first = store.account();
        Issued<ServiceAccount> second = accounts.rotate(store.acme(), first.to().clientId(), Rotation.now(HOUR, false));

        assertThat(store.opens(first)).isTrue();
        assertThat(store.opens(second)).isTrue();
        store.clock.pass(HOUR);
        assertThat(store.opens(first)).isFalse();
        assertThat(store.opens(second)).isTrue();
        assertThat(second.to().generation()).isEqualTo(first.to().generation());
    }

    @Test
    void atMostTwoSecretsLiveHoweverOftenItIsRotated() {
        Issued<ServiceAccount> first = store.account();
        String id = first.to().id().toString();
        Issued<ServiceAccount> second = accounts.rotate(store.acme(), id, Rotation.now(HOUR, false));
        Issued<ServiceAccount> third = accounts.rotate(store.acme(), id, Rotation.now(HOUR, false));

        assertThat(store.opens(first)).isFalse();
        assertThat(store.opens(second)).isTrue();
        assertThat(store.opens(third)).isTrue();
        assertThat(third.to().secrets()).hasSize(2);
        Issued<ServiceAccount> fourth = accounts.rotate(store.acme(), id, Rotation.now(Duration.ZERO, true));
        assertThat(store.opens(third)).isFalse();
        assertThat(fourth.to().secrets()).hasSize(1);
        assertThat(fourth.to().generation()).isEqualTo(first.to().generation() + 1);
    }

    @Test
    void aDisabledAccountHasNoSecretAndItsTokensEndForGood() {
        Issued<ServiceAccount> account = store.account();
        String id = account.to().clientId();

        accounts.enable(store.acme(), id, false);
        assertThat(store.opens(account)).isFalse();
        ServiceAccount enabled = accounts.enable(store.acme(), id, true);

        assertThat(store.opens(account)).isTrue();
        assertThat(enabled.generation()).isGreaterThan(account.to().generation());
    }

    @Test
    void anAccountThatIsMadeAgainUnderItsClientIdGoesOnWithAnotherGeneration() {
        Issued<ServiceAccount> before = store.account();
        Optional<String> clientId = Optional.of(before.to().clientId());
        accounts.rotate(store.acme(), clientId.get(), Rotation.now(HOUR, true));
        accounts.delete(store.acme(), clientId.get());
        assertThat(store.opens(before)).isFalse();
        assertThat(store.identities.serviceAccount(before.to().id())).isEmpty();

        Issued<ServiceAccount> after = accounts.create(store.acme(), TestingStore.draft(store.acme(), clientId));

        assertThat(after.to().generation()).isEqualTo(before.to().generation() + 2);
        assertThat(store.opens(before)).isFalse();
        assertThat(store.opens(after)).isTrue();
    }

    @Test
    void aSecretOpensNothingButItsOwnAccount() {
        Issued<ServiceAccount> one = store.account();
        Issued<ServiceAccount> other = store.account();

        assertThat(store.opens(one, other.secret())).isFalse();
        assertThat(store.identities.isSecretOfServiceAccount("nobody", one.secret()))
                .isFalse();
        assertThat(store.identities.isSecretOfPlugin(one.to().clientId(), one.secret()))
                .isFalse();
        assertThat(store.opens(one)).isTrue();
    }

    @Test
    void tellsWhenASecretWasUsedLast() {
        Issued<ServiceAccount> account = store.account();
        store.clock.pass(HOUR);
        assertThat(store.opens(account)).isTrue();
        store.opens(account, "tcs_wrong");

        store.uses.write(store.ledger);

        assertThat(accounts.get(store.acme(), account.to().clientId())
                        .secrets()
                        .getFirst()
                        .lastUsedAt())
                .contains(store.clock.instant());
    }

    @Test
    void anAccountHasOneOperationalSpaceAndTheDefinitionalOne() {
        Tenant acme = store.acme();
        UUID own = TestingStore.space(acme);
        UUID foreign = TestingStore.space(store.beta());

        assertThat(store.account().to().scopedRoles())
                .containsOnlyKeys(own, acme.definitional().id());
        refused(() -> accounts.create(acme, roles(Map.of(own, Set.of("r"), foreign, Set.of("r")))), "space_unknown");
        refused(() -> accounts.create(acme, roles(Map.of(foreign, Set.of("r")))), "space_unknown");
        refused(() -> accounts.create(acme, roles(Map.of(UUID.randomUUID(), Set.of("r")))), "space_unknown");
        refused(
                () -> accounts.create(acme, roles(Map.of(acme.definitional().id(), Set.of("r")))),
                "one_operational_space");
    }

    private static AccountDraft roles(Map<UUID, Set<String>> roles) {
        return new AccountDraft(Optional.empty(), "", roles, List.of(), List.of());
    }

    @Test
    void clientIdsNameTenantAndSpaceInEitherForm() {
        Issued<ServiceAccount> dotted = store.account();
        Issued<ServiceAccount> colons =
                accounts.create(store.acme(), TestingStore.draft(store.acme(), Optional.of("acme:main:x7")));

        assertThat(dotted.to().clientId()).matches("[0-9]+-main\\.acme\\.trace-connector");
        assertThat(dotted.to().email()).matches("[0-9]+-main@acme\\.trace-connector");
        assertThat(store.identities.serviceAccountByEmail(colons.to().email())).contains(colons.to());
        assertThat(store.opens(colons)).isTrue();
        for (String odd : List.of("beta:main:x7", "acme:other:x7", "1-main.beta.trace-connector", "x", "acme:main:")) {
            refused(
                    () -> accounts.create(store.acme(), TestingStore.draft(store.acme(), Optional.of(odd))),
                    "invalid_request");
        }
        refused(
                () -> accounts.create(store.acme(), TestingStore.draft(store.acme(), Optional.of("acme:main:x7"))),
                "client_id_taken");
    }

    @Test
    void anAccountOfAnotherTenantLooksLikeOneThatIsNotThere() {
        String id = store.account().to().clientId();

        ProblemException foreign = refused(() -> accounts.get(store.beta(), id), "service_account_unknown");
        ProblemException unknown =
                refused(() -> accounts.get(store.beta(), UUID.randomUUID().toString()), "service_account_unknown");
        assertThat(foreign.getMessage()).isEqualTo(unknown.getMessage());
        refused(() -> accounts.rotate(store.beta(), id, Rotation.now(HOUR, true)), "service_account_unknown");
        refused(() -> accounts.enable(store.beta(), id, false), "service_account_unknown");
        refused(() -> accounts.delete(store.beta(), id), "service_account_unknown");
        assertThat(accounts.list(store.beta())).isEmpty();
        assertThat(accounts.list(store.acme())).hasSize(1);
    }

    @Test
    void registersPublicKeysOnlyAndShowsAPrivateOneOnce() throws Exception {
        String id = store.account().to().clientId();
        GeneratedKey made = store.admin.keys().generate(store.acme(), id);

        assertThat(made.privateKey()).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(made.key().jwk()).doesNotContain("\"d\"");
        assertThat(made.toString()).doesNotContain("PRIVATE");
        refused(() -> store.admin.keys().register(store.acme(), id, made.key().jwk()), "key_exists");
        refused(
                () -> store.admin.keys().register(store.acme(), id, "{\"kty\":\"oct\",\"k\":\"AAAA\"}"),
                "private_key_sent");
        refused(() -> store.admin.keys().register(store.acme(), id, "{}"), "key_malformed");
        for (Curve curve : List.of(Curve.P_384, Curve.P_521)) {
            String key = new ECKeyGenerator(curve).generate().toPublicJWK().toJSONString();
            refused(() -> store.admin.keys().register(store.acme(), id, key), "key_malformed");
        }
        String p256 = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
        RegisteredKey usable = store.admin.keys().register(store.acme(), id, p256);
        assertThat(VerificationKey.of(usable.kid(), usable.jwk()).kid()).isEqualTo(usable.kid());
        store.admin.keys().remove(store.acme(), id, usable.kid());

        store.admin.keys().remove(store.acme(), id, made.key().kid());

        assertThat(accounts.get(store.acme(), id).keys()).isEmpty();
        store.admin.keys().register(store.acme(), id, made.key().jwk());
        assertThat(accounts.get(store.acme(), id).keys()).hasSize(1);
    }

    @Test
    void aPluginSeesATenantOnlyAsLongAsItIsInstalledThere() {
        for (String slip : List.of("link:read", "links:raed", "links")) {
            assertThatThrownBy(() -> store.admin.plugins().create("slip", "", Set.of(slip), List.of()))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.status()).isEqualTo(400));
        }
        Issued<Plugin> plugin = store.admin.plugins().create("chat", "", Set.of("links:read", "search:use"), List.of());
        InstallationAdministration installations = store.admin.installations();
        refused(
                () -> installations.install(store.acme(), "chat", Set.of("links:write"), Set.of()),
                "grants_not_wanted");
        Issued<Installation> installed =
                installations.install(store.acme(), "chat", Set.of("links:read"), Set.of("connector.reader"));
        String connection = installed.to().connection();
        String id = installed.to().id().toString();

        assertThat(installed.secret()).startsWith("tcc_" + connection + "_");
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isTrue();
        assertThat(store.identities.isSecretOfPlugin("chat", plugin.secret())).isTrue();
        assertThat(store.identities.isSecretOfPlugin("chat", installed.secret()))
                .isFalse();
        refused(() -> installations.install(store.acme(), "chat", Set.of(), Set.of()), "plugin_installed");
        refused(() -> installations.suspend(store.beta(), id), "installation_unknown");

        assertThat(installations.suspend(store.acme(), id).generation())
                .isGreaterThan(installed.to().generation());
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isFalse();
        installations.resume(store.acme(), id);
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isTrue();
        store.admin.plugins().enable("chat", false);
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isFalse();
        assertThat(store.identities.isSecretOfPlugin("chat", plugin.secret())).isFalse();
        store.admin.plugins().delete("chat");
        assertThat(store.identities.installationByConnection(connection)).isEmpty();
    }

    @Test
    void anOperatorsPasswordCountsWhileTheOperatorIsEnabled() {
        OperatorAdministration operators = store.admin.operators();
        Map<io.traceconnector.api.TenantId, Set<String>> roles =
                Map.of(store.acme().id(), Set.of("connector.admin"));
        refused(() -> operators.create("ada", "too short".toCharArray(), roles, List.of()), "password_unusable");
        Operator ada = operators.create("ada", TestingStore.PASSWORD, roles, List.of());

        assertThat(store.identities.isPasswordOf("ada", TestingStore.PASSWORD)).contains(true);
        assertThat(store.identities.isPasswordOf("ada", "another password".toCharArray()))
                .contains(false);
        assertThat(store.identities.isPasswordOf("bob", TestingStore.PASSWORD)).contains(false);
        assertThat(operators.enable("ada", false).generation()).isGreaterThan(ada.generation());
        assertThat(store.identities.isPasswordOf("ada", TestingStore.PASSWORD)).contains(false);
        operators.enable("ada", true);
        operators.setPassword("ada", "another password".toCharArray());
        assertThat(store.identities.isPasswordOf("ada", TestingStore.PASSWORD)).contains(false);
        assertThat(store.identities.isPasswordOf("ada", "another password".toCharArray()))
                .contains(true);
    }

    @Test
    void tooManyPasswordsAtATimeAreTurnedAway() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        AtomicInteger turnedAway = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> checks = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                checks.add(threads.submit((Callable<Void>) () -> {
                    together.await();
                    if (store.identities
                            .isPasswordOf("ada", TestingStore.PASSWORD)
                            .isEmpty()) {
                        turnedAway.incrementAndGet();
                    }
                    return null;
                }));
            }
            together.countDown();
            for (Future<?> check : checks) {
                check.get();
            }
        }

        assertThat(turnedAway.get()).isBetween(1, 12);
        assertThat(store.identities.isPasswordOf("ada", TestingStore.PASSWORD)).contains(false);
    }

    @Test
    void ofManyWhoTakeAnIdAtOnceOneWins() throws Exception {
        Instant soon = store.clock.instant().plusSeconds(60);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> takers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                takers.add(threads.submit(() -> store.identities.takeOnce("acme", "jti", soon)));
            }
            int winners = 0;
            for (Future<Boolean> taker : takers) {
                winners += taker.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(store.identities.takeOnce("beta", "jti", soon)).isTrue();
    }

    @Test
    void whereNoMoreIdsCanBeKeptNoneIsTakenUntilSomeExpire() {
        Instant soon = store.clock.instant().plusSeconds(60);
        for (int i = 0; i < TestingStore.BOUNDS.takenOfScope(); i++) {
            assertThat(store.identities.takeOnce("acme", "jti" + i, soon)).isTrue();
        }

        assertThat(store.identities.takeOnce("acme", "one more", soon)).isFalse();
        assertThat(store.identities.takeOnce("beta", "one more", soon)).isTrue();
        store.clock.pass(Duration.ofSeconds(60));
        assertThat(store.identities.takeOnce(
                        "acme", "one more", store.clock.instant().plusSeconds(1)))
                .isTrue();
        assertThat(store.identities.takeOnce("acme", "late", store.clock.instant()))
                .isFalse();
    }

    @Test
    void aRevokedTokenStaysRevokedUntilItWouldHaveEnded() {
        store.identities.revoke("token", store.clock.instant().plusSeconds(60));

        assertThat(store.identities.isRevoked("token")).isTrue();
        assertThat(store.identities.isRevoked("other")).isFalse();
        store.clock.pass(Duration.ofSeconds(60));
        assertThat(store.identities.isRevoked("token")).isFalse();
    }

    @Test
    void tenantsAreMadeOfOrganisationsThatNobodyNames() {
        TenantAdministration tenants = store.admin.tenants();
        var spare = new io.traceconnector.api.OrganisationId("spare");
        refused(() -> tenants.create(TestingStore.draft("new", TestingStore.US)), "organisation_taken");
        refused(() -> tenants.create(TestingStore.draft("acme", spare)), "tenant_exists");
        refused(
                () -> tenants.create(TestingStore.draft("new", new io.traceconnector.api.OrganisationId("nobody"))),
                "invalid_request");

        Tenant made = tenants.create(TestingStore.draft("new", spare));

        assertThat(store.tenants.of(spare)).isEqualTo(made.id());
        assertThat(store.tenants.named("alias-of-new")).contains(made);
        assertThat(tenants.enable(made.id(), false).enabled()).isFalse();
        refused(() -> tenants.create(TestingStore.draft("newer", spare)), "organisation_taken");
        refused(() -> tenants.enable(store.acme().id(), false), "tenant_configured");
        Issued<ServiceAccount> account = accounts.create(made, TestingStore.draft(made, Optional.empty()));
        refused(() -> tenants.delete(made.id()), "tenant_in_use");
        accounts.delete(made, account.to().clientId());
        tenants.delete(made.id());
        assertThat(store.tenants.byId(made.id())).isEmpty();
    }

    @Test
    void noMoreThanTheBoundIsKept() {
        for (int i = 0; i < TestingStore.BOUNDS.each(); i++) {
            store.account();
        }

        refused(store::account, "store_full");
    }

    private static ProblemException refused(ThrowingCallable work, String code) {
        ProblemException[] found = new ProblemException[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> {
            found[0] = e;
            assertThat(e.code()).isEqualTo(code);
        });
        return found[0];
    }
}
