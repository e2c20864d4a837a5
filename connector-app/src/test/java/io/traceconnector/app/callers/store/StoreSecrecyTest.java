package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is shown once is in no log, whatever the level, and in nothing that is printed. */
class StoreSecrecyTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level before = root.getLevel();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.setLevel(before);
        root.detachAppender(log);
    }

    @Test
    void nothingSecretIsLoggedOrPrinted() throws IOException {
        FakeDisk disk = new FakeDisk();
        try (TestingStore store = new TestingStore(disk, new FakeClock())) {
            Issued<ServiceAccount> first = store.account();
            String id = first.to().clientId();
            Issued<ServiceAccount> second =
                    store.admin.accounts().rotate(store.acme(), id, Rotation.now(Duration.ofHours(1), true));
            Issued<Plugin> plugin = store.admin.plugins().create("chat", "", Set.of("links:read"), List.of());
            Issued<Installation> installed =
                    store.admin.installations().install(store.acme(), "chat", Set.of("links:read"), Set.of());
            AccountKeys.GeneratedKey key = store.admin.keys().generate(store.acme(), id);
            store.admin
                    .operators()
                    .create("ada", TestingStore.PASSWORD, Map.of(store.acme().id(), Set.of("r")), List.of());
            assertThat(store.opens(first)).isTrue();
            disk.failing(true);
            assertThat(store.ledger.trouble()).isEmpty();
            assertThat(catchThrowable(store::account)).isNotNull();

            String[] secrets = {
                first.secret(),
                second.secret(),
                plugin.secret(),
                installed.secret(),
                key.privateKey(),
                new String(TestingStore.PASSWORD)
            };
            assertThat(log.list)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                            .doesNotContain(secrets));
            for (Object shown : List.of(first, second, plugin, installed, key, store.ledger.known())) {
                assertThat(shown.toString()).doesNotContain(secrets);
            }
        }
    }
}
