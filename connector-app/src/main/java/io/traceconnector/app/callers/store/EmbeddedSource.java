package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.Disk;
import io.traceconnector.app.journal.DiskKeyStorage;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalKey;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.JournalKind;
import io.traceconnector.app.journal.JournalOwner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The log in a directory that no other process uses. */
record EmbeddedSource(Disk disk, JournalOwner owner, JournalKind kind, StoreBounds bounds, Clock clock)
        implements LogSource {

    @Override
    public Opened open() throws IOException {
        JournalKey key = JournalKey.open(owner, kind, new DiskKeyStorage(disk), disk.exists(Journal.NAME));
        JournalKeys keys = new JournalKeys(kind, key.local());
        return new Opened(new EmbeddedLog(disk, keys, this::needed), keys, key);
    }

    private List<Event> needed(List<Event> all) {
        Memory memory = new Memory(bounds);
        memory.take(all);
        return memory.events(clock.instant());
    }

    @Override
    public Optional<Duration> believedFor() {
        return Optional.empty();
    }

    @Override
    public Duration poll() {
        return Duration.ofSeconds(1);
    }
}
