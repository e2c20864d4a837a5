package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that is given out ahead counts from its time on, and the one before it until then. */
final class PlannedRotationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestingStore store = testing();
    private final AccountAdministration accounts = store.admin.accounts();
    private final Issued<ServiceAccount> first = store.account();

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

    private Rotation in(Duration wait, Duration grace) {
        return new Rotation(grace, Optional.of(store.clock.instant().plus(wait)), false);
    }

    private Issued<ServiceAccount> rotated(Rotation rotation) {
        return accounts.rotate(store.acme(), first.to().clientId(), rotation);
    }

    @Test
    void theNewSecretCountsFromItsTimeAndTheOldOneForTheGraceAfterIt() {
        Issued<ServiceAccount> second = rotated(in(DAY, HOUR));

        assertThat(store.opens(second)).isFalse();
        assertThat(store.opens(first)).isTrue();
        store.clock.pass(DAY);
        assertThat(store.opens(second)).isTrue();
        assertThat(store.opens(first)).isTrue();
        store.clock.pass(HOUR);
        assertThat(store.opens(second)).isTrue();
        assertThat(store.opens(first)).isFalse();
    }

    @Test
    void withoutGraceOneFollowsTheOther() {
        Issued<ServiceAccount> second = rotated(in(DAY, Duration.ZERO));

        assertThat(store.opens(first)).isTrue();
        store.clock.pass(DAY);
        assertThat(store.opens(first)).isFalse();
        assertThat(store.opens(second)).isTrue();
    }

    @Test
    void theTimeIsSaidOfTheSecret() {
        Instant begin = store.clock.instant().plus(DAY);

        List<SecretFacts> secrets = rotated(in(DAY, HOUR)).to().secrets();

        assertThat(secrets).map(SecretFacts::notBefore).containsExactly(Optional.empty(), Optional.of(begin));
        assertThat(secrets)
                .map(SecretFacts::expiresAt)
                .containsExactly(Optional.of(begin.plus(HOUR)), Optional.empty());
    }

    @Test
    void triedBeforeItsTimeItIsNotRememberedAsUsed() {
        Issued<ServiceAccount> second = rotated(in(DAY, HOUR));

        store.opens(second);
        store.opens(first);

        store.uses.write(store.ledger);
        assertThat(accounts.get(store.acme(), second.to().clientId()).secrets())
                .map(fact -> fact.lastUsedAt().isPresent())
                .containsExactly(true, false);
    }

    @Test
    void oneThatDoesNotCountYetIsReplacedAndTheOldOneStays() {
        Issued<ServiceAccount> withdrawn = rotated(in(HOUR, Duration.ZERO));
        Issued<ServiceAccount> second = rotated(in(DAY, HOUR));
        assertThat(second.to().secrets()).hasSize(2);

        store.clock.pass(HOUR);
        assertThat(store.opens(first)).isTrue();
        assertThat(store.opens(withdrawn)).isFalse();
        store.clock.pass(DAY);
        assertThat(store.opens(withdrawn)).isFalse();
        assertThat(store.opens(second)).isTrue();
        assertThat(store.opens(first)).isFalse();
    }

    @Test
    void aRotationAtOnceReplacesOneThatWasPlanned() {
        Issued<ServiceAccount> withdrawn = rotated(in(DAY, HOUR));
        Issued<ServiceAccount> second = rotated(Rotation.now(Duration.ZERO, false));

        assertThat(store.opens(second)).isTrue();
        assertThat(store.opens(first)).isFalse();
        store.clock.pass(DAY);
        assertThat(store.opens(withdrawn)).isFalse();
        assertThat(store.opens(second)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P90DT1S"})
    void aTimeThatIsOverOrTooFarAheadIsRefused(Duration wait) {
        assertThatThrownBy(() -> rotated(in(wait, HOUR)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo("invalid_request"));
        assertThat(rotated(in(Duration.ofDays(90), HOUR)).to().secrets()).hasSize(2);
    }

    @Test
    void pluginsAndTheirConnectionsHaveItToo() {
        PluginAdministration plugins = store.admin.plugins();
        Issued<Plugin> plugin = plugins.create("chat", "", Set.of("links:read"), List.of());
        Issued<Installation> connection =
                store.admin.installations().install(store.acme(), "chat", Set.of("links:read"), Set.of());
        String id = connection.to().id().toString();

        Issued<Plugin> nextPlugin = plugins.rotate("chat", in(DAY, Duration.ZERO));
        Issued<Installation> nextConnection =
                store.admin.installations().rotate(store.acme(), id, in(DAY, Duration.ZERO));

        assertThat(opens(plugin, connection)).containsExactly(true, true);
        assertThat(opens(nextPlugin, nextConnection)).containsExactly(false, false);
        assertThat(nextConnection.to().generation())
                .as("its tokens count as long as what they were traded for")
                .isEqualTo(connection.to().generation());
        store.clock.pass(DAY);
        assertThat(opens(plugin, connection)).containsExactly(false, false);
        assertThat(opens(nextPlugin, nextConnection)).containsExactly(true, true);
    }

    private List<Boolean> opens(Issued<Plugin> plugin, Issued<Installation> connection) {
        return List.of(
                store.identities.isSecretOfPlugin("chat", plugin.secret()),
                store.identities.isSecretOfConnection(connection.to().connection(), connection.secret()));
    }
}
