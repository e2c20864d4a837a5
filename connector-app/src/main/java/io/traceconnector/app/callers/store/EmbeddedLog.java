package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.Disk;
import io.traceconnector.app.journal.DiskFile;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.JournalReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Events in a journal on the disk of one process. Each opening writes what is still needed into a new journal. Behind all that was forced stands
 * a mark that proves it, so that damage to the newest events too is told from what a crash has torn.
 */
final class EmbeddedLog implements EventLog {

    private static final byte EVENTS = 1;

    /** A frame is far from {@link io.traceconnector.app.journal.FrameHead#MAX}. */
    private static final int TOGETHER = 1000;

    private final Disk disk;
    private final JournalKeys keys;
    private final UnaryOperator<List<Event>> needed;
    private Optional<Journal> open = Optional.empty();
    private long position;

    /** @param needed gives what is still needed of all events */
    EmbeddedLog(Disk disk, JournalKeys keys, UnaryOperator<List<Event>> needed) {
        this.disk = disk;
        this.keys = keys;
        this.needed = needed;
    }

    @Override
    public Read after(long from) throws IOException {
        if (open.isPresent()) {
            return new Read(position, false, List.of());
        }
        List<Event> events = new ArrayList<>();
        long sequence = 1;
        if (disk.exists(Journal.NAME)) {
            try (DiskFile old = disk.open(Journal.NAME)) {
                JournalReader reader = new JournalReader(old, keys);
                read(reader, events);
                sequence = reader.sequence();
            }
        }
        List<Event> kept = needed.apply(events);
        install(sequence, kept);
        position++;
        return new Read(position, true, kept);
    }

    private static void read(JournalReader reader, List<Event> into) throws IOException {
        Optional<JournalReader.Content> content = reader.next();
        while (content.isPresent()) {
            if (content.get().type() == EVENTS) {
                into.addAll(EventCodec.events(content.get().bytes()));
            }
            content = reader.next();
        }
    }

    private void install(long sequence, List<Event> events) throws IOException {
        Journal journal = Journal.create(disk, keys, sequence);
        try {
            for (int i = 0; i < events.size(); i += TOGETHER) {
                journal.append(EVENTS, EventCodec.content(events.subList(i, Math.min(events.size(), i + TOGETHER))));
            }
            journal.install(disk);
            open = Optional.of(journal);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    @Override
    public boolean append(long expected, List<Event> events) throws IOException {
        Journal journal = open.orElseThrow(() -> new IOException("the journal is not open"));
        if (expected != position) {
            return false;
        }
        try {
            journal.append(EVENTS, EventCodec.content(events));
            journal.force(journal.size());
            journal.append(Journal.MARK, new byte[0]);
        } catch (IOException e) {
            close();
            throw e;
        }
        position++;
        return true;
    }

    @Override
    public void compact(long at, List<Event> events) throws IOException {
        Journal old = open.orElseThrow(() -> new IOException("the journal is not open"));
        if (at != position) {
            return;
        }
        try {
            install(old.sequence(), events);
            old.replaced();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Optional<Journal> closing = open;
        open = Optional.empty();
        if (closing.isPresent()) {
            closing.get().close();
        }
    }
}
