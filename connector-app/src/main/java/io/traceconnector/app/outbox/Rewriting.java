package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.Place;
import io.traceconnector.app.outbox.Event.Accepted;
import io.traceconnector.app.outbox.Event.Ended;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.outbox.Event.FormedBefore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes into a new journal what is still needed of an old one. For one thread. */
final class Rewriting {

    private final Journal target;
    private final Holdings before;
    private final Source source;
    private final Holdings after = new Holdings();

    Rewriting(Journal target, Holdings before, Source source) {
        this.target = target;
        this.before = before;
        this.source = source;
    }

    /** @return where everything is now */
    Holdings write(Book book) throws IOException {
        for (List<Entry> batch : book.batches()) {
            write(batch);
        }
        return after;
    }

    private void write(List<Entry> batch) throws IOException {
        for (Entry entry : batch) {
            if (entry.isOpen()) {
                UUID id = entry.slot().id();
                Place request = before.request(id)
                        .orElseThrow(() -> new JournalDamagedException("entry " + id + " has no request"));
                after.requested(id, copy(EventCodec.REQUESTED, request));
            }
        }
        append(new Accepted(batch.getFirst().batch(), Book.slots(batch)));
        for (Entry entry : batch) {
            writeForms(entry);
            if (!entry.isOpen()) {
                append(new Ended(entry.slot().id(), entry.endedAt(), entry.state()));
            }
        }
    }

    private void writeForms(Entry entry) throws IOException {
        UUID id = entry.slot().id();
        Optional<Place> last = entry.isOpen() ? before.form(id) : Optional.empty();
        int stubs = entry.forms().size() - (last.isPresent() ? 1 : 0);
        for (Form form : entry.forms().subList(0, stubs)) {
            append(new FormedBefore(id, form));
        }
        if (last.isPresent()) {
            after.formed(id, copy(EventCodec.FORMED, last.get()));
        }
    }

    private Place copy(byte type, Place place) throws IOException {
        return target.append(type, source.read(place));
    }

    private void append(Event event) throws IOException {
        target.append(EventCodec.type(event), EventCodec.content(event));
    }

    /** The old journal. */
    interface Source {
        byte[] read(Place place) throws IOException;
    }
}
