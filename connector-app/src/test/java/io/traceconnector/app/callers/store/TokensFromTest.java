package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When all tokens of a service account ended last. */
final class TokensFromTest {

    private TestingStore store;
    private AccountAdministration accounts;
    private String name;

    @BeforeEach
    void make() throws IOException {
        store = new TestingStore();
        accounts = store.admin.accounts();
        name = store.account().to().clientId();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void isNeverWhileTheyGoOn() {
        accounts.rotate(store.acme(), name, Rotation.now(Duration.ofHours(1), false));
        accounts.enable(store.acme(), name, true);

        assertThat(accounts.get(store.acme(), name).tokensFrom()).isEmpty();
    }

    @Test
    void isTheTimeOfARotationThatEndsThem() {
        Instant now = store.clock.instant();

        assertThat(accounts.rotate(store.acme(), name, Rotation.now(Duration.ZERO, true))
                        .to()
                        .tokensFrom())
                .contains(now);
    }

    @Test
    void isTheTimeAtWhichTheAccountWasDisabledAndStaysWhateverElseChanges() {
        Instant now = store.clock.instant();
        accounts.enable(store.acme(), name, false);
        store.clock.pass(Duration.ofHours(1));
        accounts.enable(store.acme(), name, true);
        accounts.rotate(store.acme(), name, Rotation.now(Duration.ZERO, false));

        assertThat(accounts.get(store.acme(), name).tokensFrom()).contains(now);
    }
}
