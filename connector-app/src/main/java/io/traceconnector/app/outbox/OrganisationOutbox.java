package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.journal.DirectoryDisk;
import io.traceconnector.app.journal.DiskKeyStorage;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalKey;
import io.traceconnector.app.journal.JournalKeyException;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.JournalKind;
import io.traceconnector.app.journal.JournalOwner;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.Backoff;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of an organisation. A thread of its own opens it, which takes one operation with the private key, follows the organisation's keys, and
 * opens it again when the disk has failed. While it cannot be opened it is stalled: nothing is accepted, and nothing on disk is touched.
 */
final class OrganisationOutbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrganisationOutbox.class);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final OrganisationId organisation;
    private final Path directory;
    private final KeyRing ring;
    private final Algorithms algorithms;
    private final OutboxConfig config;
    private final Life.Surroundings surroundings;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Backoff pauses = new Backoff(CHECK, LONGEST_PAUSE);
    private final Thread thread;
    private Instant tidied;
    private volatile Optional<Life> life = Optional.empty();
    private volatile Optional<String> stalled = Optional.of("it is being opened");

    OrganisationOutbox(
            OrganisationId organisation,
            Path directory,
            KeyRing ring,
            Algorithms algorithms,
            OutboxConfig config,
            Life.Surroundings surroundings) {
        this.organisation = organisation;
        this.directory = directory;
        this.ring = ring;
        this.algorithms = algorithms;
        this.config = config;
        this.surroundings = surroundings;
        this.tidied = surroundings.clock().instant();
        this.thread =
                Thread.ofPlatform().daemon().name("outbox-" + organisation).start(this::run);
    }

    OrganisationId organisation() {
        return organisation;
    }

    Optional<Life> life() {
        return life;
    }

    /** Why it cannot be used; empty where it can. */
    Optional<String> stalled() {
        return stalled;
    }

    /** Oldest first. */
    List<Entry> openOnes() {
        return life.map(now -> now.store().reading(Book::openOnes)).orElse(List.of());
    }

    double count(String state) {
        return openOnes().stream()
                .filter(entry -> entry.state().name().equals(state))
                .count();
    }

    /** Seconds since the oldest open entry was accepted; 0 where there is none. */
    double oldestAge() {
        List<Entry> open = openOnes();
        if (open.isEmpty()) {
            return 0;
        }
        Instant oldest = open.getFirst().batch().at();
        return Duration.between(oldest, surroundings.clock().instant()).toMillis() / 1000.0;
    }

    /** Waits until it is open, or cannot be opened now. */
    void awaitFirstTry(Duration patience) throws InterruptedException {
        if (!tried.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atInfo().addKeyValue("organisation", organisation).log("the outbox takes its time to open");
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endLife();
    }

    private Duration turn() {
        try {
            if (life.isEmpty()) {
                open();
            } else {
                look(life.get());
            }
            pauses.reset();
            return CHECK;
        } catch (KeyUnavailableException e) {
            return stall("a key is away: " + e.getMessage());
        } catch (OutboxStalledException | JournalKeyException | JournalDamagedException e) {
            return stall(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return stall("the disk fails: " + e);
        } catch (RuntimeException e) {
            // The boundary of the thread: it is tried again.
            LOG.atError().addKeyValue("organisation", organisation).setCause(e).log("the outbox fails");
            return stall("it fails; see the log");
        } finally {
            tried.countDown();
        }
    }

    private void open() throws IOException {
        DirectoryDisk disk = new DirectoryDisk(directory);
        JournalKind kind = OutboxJournal.of(organisation);
        JournalKey key = JournalKey.open(
                new JournalOwner(organisation, ring, algorithms),
                kind,
                new DiskKeyStorage(disk),
                disk.exists(Journal.NAME));
        JournalKeys keys = new JournalKeys(kind, key.local());
        try {
            Store store = Store.open(organisation, disk, keys, config, surroundings.clock());
            life = Optional.of(new Life(store, key, surroundings, config));
            stalled = Optional.empty();
        } catch (IOException | RuntimeException e) {
            keys.close();
            key.close();
            throw e;
        }
    }

    private void look(Life now) throws IOException {
        Optional<String> broken = now.store().broken();
        if (broken.isPresent()) {
            throw new OutboxStalledException(broken.get());
        }
        now.follow();
        Instant at = surroundings.clock().instant();
        if (Duration.between(tidied, at).compareTo(TIDY) >= 0) {
            tidied = at;
            now.store().tidy(at.minus(config.remembered()));
        }
    }

    /** Says it once, and waits longer each time. */
    private Duration stall(String reason) {
        if (!stalled.equals(Optional.of(reason))) {
            LOG.atError()
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("reason", reason)
                    .log("the outbox stands still; nothing is lost, and nothing is accepted until it can be opened");
        }
        stalled = Optional.of(reason);
        endLife();
        return pauses.next();
    }

    private void endLife() {
        Optional<Life> ended = life;
        life = Optional.empty();
        try {
            if (ended.isPresent()) {
                ended.get().close();
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("error", e.toString())
                    .log("the outbox was not closed well");
        }
    }

    @Override
    public void close() {
        stalled = Optional.of("the connector stops");
        stop.countDown();
        try {
            if (!thread.join(STOP)) {
                LOG.atWarn().addKeyValue("organisation", organisation).log("the outbox was not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
