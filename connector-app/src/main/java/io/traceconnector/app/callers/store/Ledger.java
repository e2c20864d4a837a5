package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.store.EventLog.Read;
import io.traceconnector.app.callers.store.LogSource.Opened;
import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalKeyException;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log and what it amounts to in memory. Whoever reads asks memory alone, and is refused where that may be too old; whoever changes something
 * decides on the newest there is, and sees it on disk when the change returns. Safe for many threads.
 */
final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** How often others may be faster before it is given up. */
    private static final int TRIES = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A log with fewer events is not written anew for the room that it wastes. */
    private static final int FEW = 10_000;

    private final LogSource source;
    private final StoreBounds bounds;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private Optional<Opened> opened = Optional.empty();
    private boolean closed;
    private long position;
    private long appended;
    private long compacted;
    private volatile Optional<Seen> seen = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("it is being opened");

    Ledger(LogSource source, StoreBounds bounds, Clock clock) {
        this.source = source;
        this.bounds = bounds;
        this.clock = clock;
    }

    StoreBounds bounds() {
        return bounds;
    }

    Clock clock() {
        return clock;
    }

    Duration poll() {
        return source.poll();
    }

    /** @throws ProblemException where nothing is known yet, or what is known is too old */
    Memory memory() {
        return seen().memory();
    }

    Known known() {
        return memory().known();
    }

    /** HMAC-SHA256 under the store's key. */
    Digest hash(byte[]... values) {
        return seen().keys().hash(values);
    }

    private Seen seen() {
        return seen.filter(this::isFresh).orElseThrow(Refusals::away);
    }

    private boolean isFresh(Seen last) {
        return source.believedFor()
                .map(life -> System.nanoTime() - last.at() <= life.toNanos())
                .orElse(true);
    }

    /** Why nothing can be changed; empty where it can. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Makes a change, on disk when this returns.
     *
     * @param decision made on what is known; again where another one was faster
     * @throws ProblemException where the decision refuses, or the store is away
     */
    <T> T change(Function<Known, Change<T>> decision) {
        return locked(() -> {
            for (int i = 0; i < TRIES; i++) {
                Opened log = upToDate();
                Change<T> change = decision.apply(memory().known());
                if (change.events().isEmpty() || append(log, change.events())) {
                    return change.result();
                }
                read(log);
            }
            throw Refusals.away();
        });
    }

    /** Takes up what others have written; opens the log where that has not been possible before. */
    void follow() {
        locked(() -> {
            read(opened());
            return position;
        });
    }

    /** Follows the organisation's keys, forgets what has expired, and gives back room where much is wasted. */
    void tidy() {
        boolean wasteful = locked(() -> {
            Opened log = upToDate();
            memory().forget(clock.instant());
            try {
                log.key().follow();
            } catch (IOException e) {
                throw fails(e);
            }
            return appended > Math.max(FEW, compacted);
        });
        if (wasteful) {
            compact();
        }
    }

    /** Writes the log anew, without what nobody needs. */
    void compact() {
        locked(() -> {
            Opened log = upToDate();
            List<Event> needed = memory().events(clock.instant());
            try {
                log.log().compact(position, needed);
            } catch (IOException e) {
                throw fails(e);
            }
            appended = 0;
            compacted = needed.size();
            return needed;
        });
    }

    private boolean append(Opened log, List<Event> events) {
        try {
            if (!log.log().append(position, events)) {
                return false;
            }
            position++;
            taken(log, events);
            return true;
        } catch (IOException e) {
            throw fails(e);
        }
    }

    private void taken(Opened log, List<Event> events) {
        Memory memory = seen.orElseThrow().memory();
        take(memory, events);
        seen = Optional.of(new Seen(memory, log.keys(), System.nanoTime()));
    }

    private void take(Memory memory, List<Event> events) {
        memory.take(events);
        appended += events.size();
    }

    private Opened upToDate() {
        Opened log = opened();
        if (trouble.isPresent() || seen.isEmpty()) {
            read(log);
        }
        return log;
    }

    private void read(Opened log) {
        try {
            long at = System.nanoTime();
            Read read = log.log().after(position);
            Memory memory = read.anew() || seen.isEmpty()
                    ? new Memory(bounds)
                    : seen.get().memory();
            take(memory, read.events());
            position = read.position();
            seen = Optional.of(new Seen(memory, log.keys(), at));
            if (trouble.isPresent()) {
                LOG.info("the callers' store is open");
            }
            trouble = Optional.empty();
        } catch (IOException e) {
            throw fails(e);
        } catch (JournalDamagedException e) {
            throw stands(String.valueOf(e.getMessage()), e);
        }
    }

    private Opened opened() {
        if (closed) {
            throw Refusals.away();
        }
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(source.open());
            } catch (KeyUnavailableException | JournalKeyException | JournalDamagedException e) {
                throw stands(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw fails(e);
            }
        }
        return opened.get();
    }

    private ProblemException fails(IOException cause) {
        return stands("its disk or database fails: " + cause.getMessage(), cause);
    }

    private ProblemException stands(String reason, Exception cause) {
        if (!trouble.equals(Optional.of(reason))) {
            LOG.atError()
                    .addKeyValue("reason", reason)
                    .log("the callers' store cannot be used; nothing is lost, and nothing is changed until it can");
        }
        LOG.debug("why the callers' store cannot be used", cause);
        trouble = Optional.of(reason);
        return Refusals.away();
    }

    /** One at a time; who would wait long, for a database that hangs, is refused. */
    private <T> T locked(Supplier<T> work) {
        try {
            if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Refusals.away();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.away();
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            seen = Optional.empty();
            if (opened.isPresent()) {
                opened.get().close();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What comes of a decision.
     *
     * @param events none where nothing is to be changed
     */
    record Change<T>(T result, List<Event> events) {}

    /** @param at when it was the newest, by {@link System#nanoTime} */
    private record Seen(Memory memory, JournalKeys keys, long at) {}
}
