package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
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
            Reading reading,
            Journal journal,
            Holdings holdings) {
        this.organisation = organisation;
        this.disk = disk;
        this.keys = keys;
        this.bounds = new Bounds(config);
        this.clock = clock;
        this.book = reading.book();
        this.journal = journal;
        this.holdings = holdings;
    }

    /**
     * Reads what is there and writes it anew, so that nothing is ever written behind what a crash has torn.
     *
     * @param keys taken over
     * @throws JournalDamagedException where the journal is not what was written
     */
    static Store open(OrganisationId organisation, Disk disk, JournalKeys keys, OutboxConfig config, Clock clock)
            throws IOException {
        Reading reading = new Reading(organisation);
        if (!disk.exists(Journal.NAME)) {
            return begun(organisation, disk, keys, config, clock, reading, 1, place -> new byte[0]);
        }
        try (DiskFile old = disk.open(Journal.NAME)) {
            JournalReader reader = new JournalReader(old, keys);
            reading.read(reader);
            reading.book().forget(clock.instant().minus(config.remembered()));
            return begun(
                    organisation,
                    disk,
                    keys,
                    config,
                    clock,
                    reading,
                    reader.sequence(),
                    place -> Journal.read(old, keys, place));
        }
    }

    private static Store begun(
            OrganisationId organisation,
            Disk disk,
            JournalKeys keys,
            OutboxConfig config,
            Clock clock,
            Reading reading,
            long sequence,
            Rewriting.Source old)
            throws IOException {
        Journal journal = Journal.create(disk, keys, sequence);
        try {
            Holdings holdings = new Rewriting(journal, reading.holdings(), old).write(reading.book());
            journal.install(disk);
            return new Store(organisation, disk, keys, config, clock, reading, journal, holdings);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /**
     * Accepts a submission, or finds it among those that are known. On disk when this returns.
     *
     * @param each told of every new entry, in order, before any other submission is accepted
     */
    Taken accept(Submission submission, Optional<Batch.Key> key, Consumer<Entry> each) {
        List<UUID> ids =
                submission.requests().stream().map(request -> UUID.randomUUID()).toList();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            contents.add(EventCodec.content(
                    new Requested(ids.get(i), submission.requests().get(i))));
        }
        bounds.checkEach(contents);
        Journal written;
        long end;
        List<Entry> entries;
        Optional<List<Entry>> known;
        lock.lock();
        try {
            checkUsable();
            known = key.flatMap(hashes -> book.batch(hashes.key()));
            if (known.isPresent()) {
                entries = known.get();
            } else {
                makeRoom(contents);
                bounds.checkAll(book, journal.size() - wasted, contents);
                entries = write(submission, key, ids, contents);
                entries.forEach(each);
            }
            written = journal;
            end = journal.size();
        } finally {
            lock.unlock();
        }
        force(written, end);
        return new Taken(known.isPresent(), entries);
    }

    /** @param known whether they had been accepted before */
    record Taken(boolean known, List<Entry> entries) {}

    private List<Entry> write(Submission submission, Optional<Batch.Key> key, List<UUID> ids, List<byte[]> contents) {
        Batch batch = new Batch(UUID.randomUUID(), submission.caller(), key, clock.instant());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            LinkRequest request = submission.requests().get(i);
            entries.add(new Entry(organisation, batch, new Slot(ids.get(i), request.workflow(), request.trace())));
            holdings.requested(ids.get(i), append(EventCodec.REQUESTED, contents.get(i)));
        }
        append(new Accepted(batch, Book.slots(entries)));
        book.add(entries);
        return entries;
    }

    /** A form of an entry's link: on disk when this returns, so that it may be sent. */
    void formed(Entry entry, SealedLink link) {
        Journal written;
        long end;
        lock.lock();
        try {
            checkOpen(entry);
            UUID id = entry.slot().id();
            wasted += holdings.formed(id, append(new Formed(id, link)));
            entry.formed(new Form(link.hash(), link.parent()));
            written = journal;
            end = journal.size();
        } finally {
            lock.unlock();
        }
        force(written, end);
    }

    /**
     * Ends an entry; whoever waits for it is told when this returns. What is done need not be on disk by then: after a crash it is found on
     * Trace. A failure is.
     */
    void ended(Entry entry, EntryState end) {
        Instant now = clock.instant();
        lock.lock();
        try {
            checkUsable();
            if (!entry.isOpen()) {
                return;
            }
            append(new Ended(entry.slot().id(), now, end));
            if (end instanceof EntryState.Failed) {
                force(journal, journal.size());
            }
            wasted += holdings.ended(entry.slot().id());
            book.ended(entry, end, now);
        } finally {
            lock.unlock();
        }
    }

    LinkRequest request(Entry entry) {
        lock.lock();
        try {
            checkOpen(entry);
            byte[] content = read(holdings.request(entry.slot().id()));
            return ((Requested) EventCodec.event(EventCodec.REQUESTED, content)).request();
        } finally {
            lock.unlock();
        }
    }

    /** The last form of an open entry that has one, to be sent: from here on the entry is on its way. */
    SealedLink form(Entry entry) {
        lock.lock();
        try {
            checkOpen(entry);
            entry.is(new EntryState.Sending());
            byte[] content = read(holdings.form(entry.slot().id()));
            return ((Formed) EventCodec.event(EventCodec.FORMED, content)).link();
        } finally {
            lock.unlock();
        }
    }

    private byte[] read(Optional<Place> place) {
        try {
            return journal.read(place.orElseThrow());
        } catch (IOException | JournalDamagedException e) {
            throw breaks(e);
        }
    }

    /**
     * Ends an entry for good.
     *
     * @param force also where a form of it is on its way
     * @throws ProblemException where it has ended, or is on its way
     */
    void drop(Entry entry, boolean force) {
        lock.lock();
        try {
            checkUsable();
            if (!entry.isOpen()) {
                throw Problems.entryEnded(entry);
            }
            if (!force && entry.state() instanceof EntryState.Sending) {
                throw Problems.entryOnItsWay(entry);
            }
            ended(entry, Problems.dropped());
        } finally {
            lock.unlock();
        }
    }

    <T> T reading(Function<Book, T> reader) {
        lock.lock();
        try {
            return reader.apply(book);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets answers that are old enough, and gives back disk where much is wasted. */
    void tidy(Instant forgetBefore) {
        lock.lock();
        try {
            checkUsable();
            wasted += (long) book.forget(forgetBefore) * Bounds.ANSWER;
            if (journal.size() > SMALL && wasted > journal.size() / 2) {
                rewrite();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes the journal anew, without what nobody needs. */
    void compact() {
        lock.lock();
        try {
            checkUsable();
            rewrite();
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(List<byte[]> contents) {
        if (!bounds.hasRoom(journal.size(), contents) && wasted > journal.size() / 8) {
            rewrite();
        }
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

    private void force(Journal written, long end) {
        try {
            written.force(end);
        } catch (IOException e) {
            lock.lock();
            try {
                throw breaks(e);
            } finally {
                lock.unlock();
            }
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

    /** Why it can be used no more; empty where it can. */
    Optional<String> broken() {
        lock.lock();
        try {
            return broken;
        } finally {
            lock.unlock();
        }
    }

    JournalKeys keys() {
        return keys;
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
}
