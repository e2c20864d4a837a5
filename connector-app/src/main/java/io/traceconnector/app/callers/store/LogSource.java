package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.JournalKey;
import io.traceconnector.app.journal.JournalKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How the log is opened, which may take a private key, or a database, that is away. */
interface LogSource {

    /** @throws IOException where it cannot be opened now */
    Opened open() throws IOException;

    /** How long what was read last counts while nothing can be read; empty where nobody else writes. */
    Optional<Duration> believedFor();

    /** How often others' changes are looked for. */
    Duration poll();

    /** @param key taken over, as the others are */
    record Opened(EventLog log, JournalKeys keys, JournalKey key) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try {
                log.close();
            } finally {
                keys.close();
                key.close();
            }
        }
    }
}
