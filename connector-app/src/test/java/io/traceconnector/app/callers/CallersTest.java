package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.api.Sight;
import io.traceconnector.app.callers.Admission.Admitted;
import io.traceconnector.app.callers.Admission.Refused;
import io.traceconnector.app.callers.Admission.Unavailable;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.TokenInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallersTest {

    private static final String STATIC = "0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "head.body.signature";
    private static final Demand RELAY = new Demand.Grant("relay:use", SpaceKind.OPERATIONAL);
    private static final Need NEED = new Need("relay:use", SpaceKind.OPERATIONAL, Optional.empty());
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId BETA = new OrganisationId("beta");

    @TempDir
    private Path directory;

    private final FakeAccount account = new FakeAccount();
    private Path tokenFile = Path.of("unset");

    @BeforeEach
    void writeToken() throws IOException {
        tokenFile = directory.resolve("token");
        Files.writeString(tokenFile, STATIC + "\n");
    }

    private static OrganisationConfig organisation(Optional<List<String>> accounts) {
        KeySource key = KeySource.ofFile(Path.of("key.pem"), Optional.empty());
        return new OrganisationConfig(List.of(key), key, accounts);
    }

    private Callers callers(Optional<List<String>> acme, Optional<List<String>> beta) {
        return callers(Duration.ofMinutes(1), acme, beta);
    }

    private Callers callers(Duration life, Optional<List<String>> acme, Optional<List<String>> beta) {
        CallersConfig config = TestingCallersConfig.of(List.of(new SecretSource("file:" + tokenFile)), life, life, 100);
        return callers(config, Map.of(ACME, organisation(acme), BETA, organisation(beta)));
    }

    private Callers callers(CallersConfig config, Map<OrganisationId, OrganisationConfig> organisations) {
        return callers(config, organisations, new TenantDirectory(Map.of(), organisations.keySet(), List::of));
    }

    private Callers callers(
            CallersConfig config, Map<OrganisationId, OrganisationConfig> organisations, Tenants tenants) {
        return new Callers(
                List.of(
                        new ConfiguredTokens(
                                config.tokens(),
                                List.of("connector.writer", "connector.relay"),
                                config.tokenNetworks(),
                                tenants),
                        new AccountCallers(config, organisations, account, tenants)),
                tenants,
                new BuiltInRoles(),
                (patterns, path) -> false,
                Clock.systemUTC());
    }

    private static Admission admit(Callers callers, RequestFacts facts) {
        return callers.admit(facts, TestingFacts.asks(RELAY));
    }

    private static RequestFacts bearer(String token) {
        return TestingFacts.of("Bearer " + token);
    }

    private static Set<OrganisationId> organisations(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        return entered(admission).caller().organisations();
    }

    private static CallerSession.Entered entered(Admission admission) {
        return (CallerSession.Entered) ((Admitted) admission).session();
    }

    private static String detail(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return ((Refused) admission).detail();
    }

    private static int status(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return ((Refused) admission).status();
    }

    @Test
    void theConfiguredTokenSeesAllOrganisationsAndAsksNobody() {
        Admission admission = admit(callers(Optional.of(List.of()), Optional.of(List.of())), bearer(STATIC));

        assertThat(organisations(admission)).containsExactlyInAnyOrder(ACME, BETA);
        assertThat(entered(admission).account()).isEmpty();
        assertThat(entered(admission).principal().kind()).isEqualTo(Principal.Kind.CONFIGURED);
        assertThat(account.asked).isEmpty();
    }

    @Test
    void anAccountTokenHasTheOrganisationsThatListIt() {
        account.knows(TOKEN, "7", "8");

        Callers callers = callers(Optional.of(List.of("8")), Optional.of(List.of("9")));

        assertThat(organisations(admit(callers, bearer(TOKEN)))).containsExactly(ACME);
    }

    @Test
    void aPartnersAccountIsNotAdmitted() {
        account.knows(TOKEN, "66", "67");

        assertThat(status(admit(callers(Optional.of(List.of("8")), Optional.of(List.of("9"))), bearer(TOKEN))))
                .isEqualTo(403);
    }

    @Test
    void aRefusalSaysWhatAccountOrTheSystemsOfThisKindSay() {
        account.tokens.put("Bearer " + TOKEN, new TokenInfo.Refused(401, "token is expired"));
        Callers callers = callers(Optional.of(List.of("8")), Optional.of(List.of()));
        assertThat(detail(admit(callers, bearer(TOKEN)))).isEqualTo("token is expired");

        assertThat(detail(admit(callers, TestingFacts.of()))).startsWith("an authorization token must be provided");

        account.knows("partners.account.token", "66");
        assertThat(detail(admit(callers, bearer("partners.account.token"))))
                .startsWith("user is not part of the authorized entities");
    }

    @Test
    void whatARememberedAccountMayDoIsAskedEachTime() {
        account.knows(TOKEN, "7");
        AtomicReference<Decision> decision = new AtomicReference<>(
                new Decision.Allowed(NEED, Optional.empty(), Sight.unlimited(), false, List.of()));
        Tenants tenants = new TenantDirectory(Map.of(), Set.of(ACME), List::of);
        CallersConfig config = TestingCallersConfig.of(List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), 10);
        Callers callers = new Callers(
                List.of(new AccountCallers(
                        config, Map.of(ACME, organisation(Optional.of(List.of("7")))), account, tenants)),
                tenants,
                (tenant, principal, need) -> Objects.requireNonNull(decision.get()),
                (patterns, path) -> false,
                Clock.systemUTC());
        assertThat(admit(callers, bearer(TOKEN))).isInstanceOf(Admitted.class);

        decision.set(new Decision.Denied(List.of()));
        assertThat(status(admit(callers, bearer(TOKEN)))).isEqualTo(403);

        decision.set(new Decision.Allowed(NEED, Optional.empty(), Sight.unlimited(), true, List.of("rows[0]")));
        assertThat(((Refused) admit(callers, bearer(TOKEN))).code()).isEqualTo("use_api");
        assertThat(account.asked).hasSize(1);
    }

    @Test
    void tellsATokenWhoseTimeIsOverFromOneThatIsGuessed() {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        Instant now = Instant.ofEpochSecond(1_000);

        assertThat(callers.isOver(bearer(jwt("{\"exp\":999}")), now)).isTrue();
        assertThat(callers.isOver(bearer(jwt("{\"exp\":1001}")), now)).isFalse();
        assertThat(callers.isOver(bearer(jwt("{\"exp\":\"999\"}")), now)).isFalse();
        assertThat(callers.isOver(bearer(STATIC), now)).isFalse();
        assertThat(callers.isOver(TestingFacts.of(), now)).isFalse();
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".AAAA";
    }

    @Test
    void anEmptyListAdmitsNobody() {
        account.knows(TOKEN, "7");
        account.own.put(ACME, Set.of("7"));
        account.own.put(BETA, Set.of("7"));

        assertThat(status(admit(callers(Optional.of(List.of()), Optional.of(List.of())), bearer(TOKEN))))
                .isEqualTo(403);
    }

    @Test
    void withoutAListTheAccountsOfTheOwnSessionCount() {
        account.knows(TOKEN, "7");
        account.own.put(ACME, Set.of("6", "7"));
        account.own.put(BETA, Set.of("9"));

        assertThat(organisations(admit(callers(Optional.empty(), Optional.empty()), bearer(TOKEN))))
                .containsExactly(ACME);
    }

    @Test
    void anOwnSessionThatIsAwayAdmitsNobodyAndRefusesNobody() {
        account.knows(TOKEN, "7");

        assertThat(admit(callers(Optional.empty(), Optional.of(List.of("9"))), bearer(TOKEN)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void anAccountThatIsAwayIsNotRememberedAsRefusal() {
        account.tokens.put("Bearer " + TOKEN, new TokenInfo.Unavailable("away"));
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        assertThat(admit(callers, bearer(TOKEN))).isInstanceOf(Unavailable.class);

        account.knows(TOKEN, "7");

        assertThat(organisations(admit(callers, bearer(TOKEN)))).containsExactly(ACME);
    }

    @Test
    void goodAndBadAnswersAreRememberedForATime() {
        account.knows(TOKEN, "7");
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        admit(callers, bearer(TOKEN));
        admit(callers, bearer("wrong.token.here"));
        assertThat(account.asked).hasSize(2);

        admit(callers, bearer(TOKEN));
        admit(callers, bearer("wrong.token.here"));

        assertThat(account.asked).hasSize(2);
        assertThat(callers.remembered(bearer(TOKEN), TestingFacts.asks(RELAY))).isPresent();
    }

    @Test
    void nothingIsRememberedLongerThanConfigured() {
        account.knows(TOKEN, "7");
        Callers callers = callers(Duration.ZERO, Optional.of(List.of("7")), Optional.of(List.of()));
        admit(callers, bearer(TOKEN));
        account.tokens.clear();

        assertThat(status(admit(callers, bearer(TOKEN)))).isEqualTo(401);
    }

    @Test
    void aTokenThatIsNotOneOfAccountNeverLeaves() {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));

        assertThat(status(admit(callers, bearer(STATIC + "x")))).isEqualTo(401);
        assertThat(account.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearer a,b", "Bearerx", "Bearer a\tb"})
    void refusesAMalformedHeader(String header) {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));

        assertThat(status(admit(callers, TestingFacts.of(header)))).isEqualTo(401);
        assertThat(account.asked).isEmpty();
    }

    @Test
    void refusesNoneTwoAndOnesInTheQuery() {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        String good = "Bearer " + STATIC;

        assertThat(status(admit(callers, TestingFacts.of()))).isEqualTo(401);
        assertThat(status(admit(callers, TestingFacts.of(good, good)))).isEqualTo(400);
        assertThat(status(admit(callers, TestingFacts.at("/api/v1/search", Set.of("access_token"), good))))
                .isEqualTo(400);
    }

    @Test
    void withoutAnyCredentialConfiguredEverybodyIsRefused() {
        Callers callers =
                callers(TestingCallersConfig.of(List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), 10), Map.of());
        account.knows(TOKEN, "7");

        assertThat(status(admit(callers, bearer(STATIC)))).isEqualTo(401);
        assertThat(status(admit(callers, bearer(TOKEN)))).isEqualTo(403);
    }

    @Test
    void aShortOrMissingTokenRefusesTheStart() throws IOException {
        Files.writeString(tokenFile, "short");
        assertThatThrownBy(() -> callers(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callers.tokens")
                .hasMessageNotContaining("short ");
        Files.delete(tokenFile);
        assertThatThrownBy(() -> callers(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(tokenFile.toString());
    }

    @Test
    void nothingPrintsAToken() {
        account.knows(TOKEN, "7");
        Admission admission = admit(callers(Optional.of(List.of("7")), Optional.of(List.of())), bearer(TOKEN));

        assertThat(admission.toString() + bearer(TOKEN)).doesNotContain(TOKEN);
    }
}
