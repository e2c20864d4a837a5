package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.journal.Disk;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.Place;
import io.traceconnector.app.outbox.Event.Accepted;
import io.traceconnector.app.outbox.Event.Ended;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.outbox.Event.Formed;
import io.traceconnector.app.outbox.Event.Requested;
import io.traceconnector.app.outbox.Event.Slot;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealedLink;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The entries of an organisation, in memory and in its journal. After a failure of the disk nothing more is done with it: whoever calls gets an
 * {@link OutboxStalledException}, and another store is opened from what is on disk. Safe for many threads.
 */
final class Store implements AutoCloseable {

    /** Below it a journal is not written anew for the room that it wastes. */
    private static final long SMALL = 16 << 20;

    private final OrganisationId organisation;
    private final Disk disk;
    private final JournalKeys keys;
    private final Bounds bounds;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Book book;
    private Journal journal;
    private Holdings holdings;
    private long wasted;
    private Optional<String> broken = Optional.empty();

    private Store(
            OrganisationId organisation,
            Disk disk,
            JournalKeys keys,
            OutboxConfig config,
            Clock clock,
            Opening.Opened opened) {
        this.organisation = organisation;
        this.disk = disk;
        this.keys = keys;
        this.bounds = new Bounds(config);
        this.clock = clock;
        this.book = opened.book();
        this.journal = opened.journal();
        this.holdings = opened.holdings();
    }

    /**
     * Reads what is there and writes it anew, so that nothing is ever written behind what a crash has torn.
     *
     * @param keys taken over
     * @throws JournalDamagedException where the journal is not what was written
     */
    static Store open(OrganisationId organisation, Disk disk, JournalKeys keys, OutboxConfig config, Clock clock)
            throws IOException {
        Opening opening = new Opening(organisation, disk, keys, clock.instant().minus(config.remembered()));
        return new Store(organisation, disk, keys, config, clock, opening.open());
    }

    /**
     * Accepts a submission, or finds it among those that are known. On disk when this returns.
     *
     * @param each told of every new entry, in order, before any other submission is accepted
     */
    Taken accept(Submission submission, Optional<Batch.Key> key, Consumer<Entry> each) {
        List<Requested> requests = submission.requests().stream()
                .map(request -> new Requested(UUID.randomUUID(), request))
                .toList();
        List<byte[]> contents = requests.stream().map(EventCodec::content).toList();
        bounds.checkEach(contents);
        return forced(() -> {
            checkUsable();
            Optional<List<Entry>> known = key.flatMap(hashes -> book.batch(hashes.key()));
            if (known.isPresent()) {
                return new Taken(true, known.get());
            }
            if (!bounds.hasRoom(journal.size(), contents) && wasted > journal.size() / 8) {
                rewrite();
            }
            bounds.checkAll(book, journal.size() - wasted, contents);
            List<Entry> entries =
                    write(new Batch(UUID.randomUUID(), submission.caller(), key, clock.instant()), requests, contents);
            entries.forEach(each);
            return new Taken(false, entries);
        });
    }

    private List<Entry> write(Batch batch, List<Requested> requests, List<byte[]> contents) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            UUID id = requests.get(i).entry();
            LinkRequest request = requests.get(i).request();
            entries.add(new Entry(organisation, batch, new Slot(id, request.workflow(), request.trace())));
            holdings.requested(id, append(EventCodec.REQUESTED, contents.get(i)));
        }
        append(new Accepted(batch, Book.slots(entries)));
        book.add(entries);
        return entries;
    }

    /** A form of an entry's link: on disk when this returns, so that it may be sent. */
    void formed(Entry entry, SealedLink link) {
        UUID id = entry.slot().id();
        Formed event = new Formed(id, link);
        forced(() -> {
            checkOpen(entry);
            wasted += holdings.formed(id, append(event));
            entry.formed(new Form(link.hash(), link.parent()));
            return entry;
        });
    }

    /**
     * Ends an entry; whoever waits for it is told when this returns. What is done need not be on disk by then: after a crash it is found on
     * Trace. A failure is.
     */
    void ended(Entry entry, EntryState end) {
        Instant now = clock.instant();
        locked(() -> {
            checkUsable();
            if (entry.isOpen()) {
                append(new Ended(entry.slot().id(), now, end));
                if (end instanceof EntryState.Failed) {
                    force(journal, journal.size());
                }
                wasted += holdings.ended(entry.slot().id());
                book.ended(entry, end, now);
            }
            return entry;
        });
    }

    /**
     * Ends an entry for good.
     *
     * @param force also where a form of it is on its way
     * @throws ProblemException where it has ended, or is on its way
     */
    void drop(Entry entry, boolean force) {
        locked(() -> {
            checkUsable();
            if (!entry.isOpen()) {
                throw Problems.entryEnded(entry);
            }
            if (!force && entry.state() instanceof EntryState.Sending) {
                throw Problems.entryOnItsWay(entry);
            }
            ended(entry, Problems.dropped());
            return entry;
        });
    }

    LinkRequest request(Entry entry) {
        return locked(() -> {
            checkOpen(entry);
            byte[] content = read(holdings.request(entry.slot().id()));
            return ((Requested) EventCodec.event(EventCodec.REQUESTED, content)).request();
        });
    }

    /** The last form of an open entry that has one, to be sent: from here on the entry is on its way. */
    SealedLink form(Entry entry) {
        return locked(() -> {
            checkOpen(entry);
            entry.is(new EntryState.Sending());
            byte[] content = read(holdings.form(entry.slot().id()));
            return ((Formed) EventCodec.event(EventCodec.FORMED, content)).link();
        });
    }

    <T> T reading(Function<Book, T> reader) {
        return locked(() -> reader.apply(book));
    }

    /** Forgets answers that are old enough, and gives back disk where much is wasted. */
    void tidy(Instant forgetBefore) {
        locked(() -> {
            checkUsable();
            wasted += book.forget(forgetBefore) * Bounds.ANSWER;
            if (journal.size() > SMALL && wasted > journal.size() / 2) {
                rewrite();
            }
            return book;
        });
    }

    /** Writes the journal anew, without what nobody needs. */
    void compact() {
        locked(() -> {
            checkUsable();
            rewrite();
            return book;
        });
    }

    /** Why it can be used no more; empty where it can. */
    Optional<String> broken() {
        return locked(() -> broken);
    }

    JournalKeys keys() {
        return keys;
    }

    private void rewrite() {
        try {
            Journal next = Journal.create(disk, keys, journal.sequence());
            Journal old = journal;
            try {
                holdings = new Rewriting(next, holdings, old::read).write(book);
                next.install(disk);
            } catch (IOException | RuntimeException e) {
                next.close();
                throw e;
            }
            journal = next;
            wasted = 0;
            old.replaced();
        } catch (IOException | RuntimeException e) {
            throw breaks(e);
        }
    }

    private byte[] read(Optional<Place> place) {
        try {
            return journal.read(place.orElseThrow());
        } catch (IOException | JournalDamagedException e) {
            throw breaks(e);
        }
    }

    private Place append(Event event) {
        return append(EventCodec.type(event), EventCodec.content(event));
    }

    private Place append(byte type, byte[] content) {
        try {
            return journal.append(type, content);
        } catch (IOException e) {
            throw breaks(e);
        }
    }

    /** Works under the lock, and forces outside of it what was written by then, so that threads share a force. */
    private <T> T forced(Supplier<T> work) {
        Journal written;
        long end;
        T result;
        lock.lock();
        try {
            result = work.get();
            written = journal;
            end = journal.size();
        } finally {
            lock.unlock();
        }
        force(written, end);
        return result;
    }

    private void force(Journal written, long end) {
        try {
            written.force(end);
        } catch (IOException e) {
            throw locked(() -> breaks(e));
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void checkUsable() {
        if (broken.isPresent()) {
            throw new OutboxStalledException(broken.get());
        }
    }

    private void checkOpen(Entry entry) {
        checkUsable();
        if (!entry.isOpen()) {
            throw new EntryEndedException();
        }
    }

    private OutboxStalledException breaks(Exception cause) {
        String reason = "the outbox's disk fails: " + cause;
        broken = Optional.of(reason);
        return new OutboxStalledException(reason, cause);
    }

    /** Forces what is written, and wipes the keys. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try (Journal closing = journal) {
            if (broken.isEmpty()) {
                closing.force(closing.size());
            }
            broken = Optional.of("the outbox is closed");
        } finally {
            keys.close();
            lock.unlock();
        }
    }

    /** @param known whether they had been accepted before */
    record Taken(boolean known, List<Entry> entries) {}
}
