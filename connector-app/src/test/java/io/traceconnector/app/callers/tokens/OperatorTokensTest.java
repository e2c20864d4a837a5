package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.TestingTenants.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TestingCallersConfig;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.store.OperatorAdministration;
import io.traceconnector.app.callers.store.TestingStore;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of an operator of two tenants, whom the administrators of one of them change. */
final class OperatorTokensTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final Set<String> READER = Set.of("connector.reader");
    private static final Set<String> BOTH = Set.of("connector.reader", "connector.admin");

    private TestingStore store;
    private TokenAuthority authority;
    private OperatorAdministration all;

    @BeforeEach
    void make() {
        store = new TestingStore(
                Map.of(ACME, config("acme"), BETA, config("beta")),
                Set.of(new OrganisationId("acme"), new OrganisationId("beta")));
        FakeTokenKeys ring = new FakeTokenKeys();
        ring.keys.put(new OrganisationId("acme"), List.of(TestKeys.EC));
        ring.keys.put(new OrganisationId("beta"), List.of(TestKeys.ED25519));
        authority = new TokenAuthority(
                TestingCallersConfig.of(List.of(), Duration.ZERO, Duration.ZERO, 1)
                        .ownTokens(),
                new Issuers(URI.create("https://connector.example"), store.tenants),
                ring,
                store.identities,
                any -> Optional.empty(),
                Clock.systemUTC());
        all = store.admin.operators();
        all.create("ada", password(), Map.of(ACME, BOTH, BETA, READER), List.of());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static char[] password() {
        return "correct horse battery".toCharArray();
    }

    private Presented login() {
        return TestingTokens.presented(authority
                .operators()
                .login("ada", password(), InetAddress.getLoopbackAddress())
                .token());
    }

    private Optional<Principal> principal(Presented token) {
        return authority.authenticator().authenticate(token, TestingFacts.of()) instanceof Verdict.Accepted accepted
                ? Optional.of(accepted.principal())
                : Optional.empty();
    }

    static Stream<Consumer<OperatorAdministration>> narrowing() {
        return Stream.of(
                all -> all.of(ACME).delete("ada"),
                all -> all.of(BETA).delete("ada"),
                all -> all.of(ACME).changeRoles("ada", Map.of(ACME, READER)),
                all -> all.changeRoles("ada", Map.of(ACME, BOTH)),
                all -> all.endSessions("ada"),
                all -> all.enable("ada", false),
                all -> all.delete("ada"));
    }

    @ParameterizedTest
    @MethodSource("narrowing")
    void endWithWhateverTakesARightAway(Consumer<OperatorAdministration> change) {
        Presented token = login();
        assertThat(principal(token)).isPresent();

        change.accept(all);

        assertThat(principal(token)).isEmpty();
        assertThat(authority.authenticator().remembered(token, TestingFacts.of()))
                .as("what is remembered of its signature")
                .get()
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void goOnWithAWiderRight() {
        Presented token = login();

        all.of(BETA).changeRoles("ada", Map.of(BETA, BOTH));

        assertThat(principal(token).orElseThrow().tenants())
                .extractingByKey(BETA)
                .extracting(Rights::roles)
                .isEqualTo(BOTH);
    }

    @Test
    void thatAreGivenAfterwardsAreOfWhatIsLeft() {
        all.of(ACME).delete("ada");

        assertThat(principal(login()).orElseThrow().tenants()).containsOnlyKeys(BETA);
    }
}
