package io.traceconnector.app.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.journal.DirectoryLock;
import io.traceconnector.app.journal.JournalKeyException;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.trace.Backoff;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes links, and keeps those that are accepted and not yet on Trace, in a directory for each organisation. After a crash at any point every link
 * that was accepted comes to Trace once.
 */
public final class Outbox implements LinkWriting, OutboxAdministration, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration FIRST_TRY = Duration.ofSeconds(2);

    private final DirectoryLock directoryLock;
    private final Life.Surroundings surroundings;
    private final Map<OrganisationId, OrganisationOutbox> organisations = new TreeMap<>();
    private final Set<Digest> inUse = ConcurrentHashMap.newKeySet();

    private Outbox(DirectoryLock directoryLock, Life.Surroundings surroundings) {
        this.directoryLock = directoryLock;
        this.surroundings = surroundings;
    }

    /**
     * Opens the outbox of each organisation of the ring; one that cannot be opened now is opened later. Waits for it at most two seconds.
     *
     * @param directory made where it is missing
     * @throws IllegalStateException where another process uses the directory
     */
    public static Outbox open(
            OutboxConfig config,
            Path directory,
            KeyRing ring,
            Algorithms algorithms,
            WayToTrace way,
            Clock clock,
            MeterRegistry registry) {
        OutboxMeters meters = new OutboxMeters(registry);
        Delivery delivery = new Delivery(way.sealing(), way.links(), way.sending(), config, clock, meters);
        Reach reach = new Reach(new Backoff(FIRST_PAUSE, config.longestPause()));
        try {
            Outbox outbox =
                    new Outbox(DirectoryLock.of(directory), new Life.Surroundings(delivery, new Lanes(), reach, clock));
            for (OrganisationId organisation : ring.organisations()) {
                OrganisationOutbox one = new OrganisationOutbox(
                        organisation,
                        directory.resolve(DirectoryName.of(organisation)),
                        ring,
                        algorithms,
                        config,
                        outbox.surroundings);
                outbox.organisations.put(organisation, one);
                meters.watch(organisation, one);
            }
            outbox.awaitFirstTries();
            return outbox;
        } catch (IOException e) {
            throw new UncheckedIOException("the outbox's directory " + directory + " cannot be used", e);
        }
    }

    private void awaitFirstTries() {
        long end = System.nanoTime() + FIRST_TRY.toNanos();
        try {
            for (OrganisationOutbox each : organisations.values()) {
                each.awaitFirstTry(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Written write(LinkRequest request, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        if (!request.first()) {
            // Links that were accepted before may wait for this trace.
            stalled(request.organisation()).ifPresent(reason -> {
                throw Problems.stalled(reason);
            });
        }
        Turn turn = surroundings.lanes().enter(request.trace());
        try {
            if (!turn.await(deadline)) {
                throw Problems.busy(request);
            }
            Written written =
                    new DirectWrite(request, turn.lane(), surroundings.delivery(), surroundings.clock()).run(end);
            surroundings.reach().back();
            return written;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.outcomeUnknown(request, Optional.empty());
        } finally {
            surroundings.lanes().leave(turn);
        }
    }

    @Override
    public Acceptance accept(Submission submission) {
        return guarded(() -> {
            Life life = life(submission.organisation());
            Optional<Batch.Key> key = hashes(submission, life);
            if (key.isPresent() && inUse.contains(key.get().key())) {
                throw Problems.keyInUse();
            }
            return acceptance(submission, key, life);
        });
    }

    @Override
    public Acceptance accept(Submission submission, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        return guarded(() -> {
            Life life = life(submission.organisation());
            Optional<Batch.Key> key = hashes(submission, life);
            if (key.isPresent() && !inUse.add(key.get().key())) {
                throw Problems.keyInUse();
            }
            try {
                Acceptance accepted = acceptance(submission, key, life);
                return new Acceptance(accepted.known(), awaitAll(life, accepted.entries(), end));
            } finally {
                key.ifPresent(hashes -> inUse.remove(hashes.key()));
            }
        });
    }

    @Override
    public boolean isKnown(Submission submission) {
        return guarded(() -> {
            Life life = life(submission.organisation());
            return hashes(submission, life)
                    .flatMap(key -> life.store().reading(book -> book.batch(key.key())))
                    .isPresent();
        });
    }

    /** What is behind an entry that has not ended is not waited for. */
    private static List<EntryStatus> awaitAll(Life life, List<EntryStatus> entries, long end) {
        Set<TraceId> held = new HashSet<>();
        List<EntryStatus> all = new ArrayList<>();
        for (EntryStatus entry : entries) {
            EntryStatus now = await(life, entry, held.contains(entry.trace()) ? System.nanoTime() : end);
            if (!now.state().isFinal()) {
                held.add(now.trace());
            }
            all.add(now);
        }
        return all;
    }

    private Acceptance acceptance(Submission submission, Optional<Batch.Key> key, Life life) {
        key.ifPresent(hashes -> refuseElsewhere(submission, life));
        Store.Taken accepted = life.accept(submission, key);
        Batch batch = accepted.entries().getFirst().batch();
        if (accepted.known() && !batch.key().equals(key)) {
            throw Problems.keyReused();
        }
        return new Acceptance(
                accepted.known(), accepted.entries().stream().map(Entry::status).toList());
    }

    /** A key that was used for a request of another organisation was used for another request. */
    private void refuseElsewhere(Submission submission, Life here) {
        for (OrganisationOutbox other : organisations.values()) {
            Optional<Life> life = other.life().filter(each -> each != here);
            if (life.isPresent()) {
                Digest key = hashes(submission, life.get()).orElseThrow().key();
                if (life.get().store().reading(book -> book.batch(key)).isPresent()) {
                    throw Problems.keyReused();
                }
            }
        }
    }

    private static Optional<Batch.Key> hashes(Submission submission, Life life) {
        JournalKeys keys = life.store().keys();
        return submission
                .key()
                .map(key -> new Batch.Key(
                        keys.hash(utf8(submission.caller()), utf8(key.value())), keys.hash(key.request())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<EntryStatus> status(String caller, String entry) {
        return find(entry)
                .map(Found::entry)
                .map(Entry::status)
                .filter(status -> status.caller().equals(caller));
    }

    @Override
    public Optional<EntryStatus> await(String caller, String entry, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<Found> found =
                find(entry).filter(each -> each.entry().batch().caller().equals(caller));
        return found.map(each -> guarded(() -> await(each.life(), each.entry().status(), end)));
    }

    private static EntryStatus await(Life life, EntryStatus status, long end) {
        Entry entry = life.store()
                .reading(book -> book.find(UUID.fromString(status.id())))
                .orElseThrow();
        try {
            if (!entry.await(end)) {
                throw new OutboxStalledException(
                        "it stopped while the link was waited for; the link is accepted, and not lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return entry.status();
    }

    @Override
    public Optional<String> stalled(OrganisationId organisation) {
        return Optional.ofNullable(organisations.get(organisation))
                .map(OrganisationOutbox::stalled)
                .orElse(Optional.of("organisation " + organisation + " is none of ours"));
    }

    @Override
    public List<EntryStatus> list() {
        return organisations.values().stream()
                .flatMap(one -> one.openOnes().stream())
                .map(Entry::status)
                .sorted(Comparator.comparing(EntryStatus::acceptedAt))
                .toList();
    }

    @Override
    public EntryStatus retry(String id) {
        Entry entry = find(id).map(Found::entry).orElseThrow(Problems::entryUnknown);
        if (!entry.isOpen()) {
            throw Problems.entryEnded(entry);
        }
        entry.wake();
        surroundings.reach().back();
        return entry.status();
    }

    @Override
    public EntryStatus drop(String id, boolean force) {
        Found found = find(id).orElseThrow(Problems::entryUnknown);
        return guarded(() -> {
            found.life().store().drop(found.entry(), force);
            LOG.atWarn().addKeyValue("entry", id).addKeyValue("force", force).log("an accepted link was dropped");
            return found.entry().status();
        });
    }

    private Optional<Found> find(String id) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return organisations.values().stream()
                .flatMap(one -> one.life().stream())
                .flatMap(life ->
                        life.store().reading(book -> book.find(uuid)).map(entry -> new Found(life, entry)).stream())
                .findFirst();
    }

    private Life life(OrganisationId organisation) {
        Optional<Life> life =
                Optional.ofNullable(organisations.get(organisation)).flatMap(OrganisationOutbox::life);
        return life.orElseThrow(
                () -> new OutboxStalledException(stalled(organisation).orElse("it is being opened")));
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (OutboxStalledException | JournalKeyException e) {
            throw Problems.stalled(String.valueOf(e.getMessage()));
        }
    }

    /** Degraded where an organisation's outbox stands still, or an entry is stuck. */
    public Health health() {
        return OutboxHealth.of(organisations.values(), list());
    }

    /** Ends after the steps that are being made, at most for some seconds; what is not written yet is written after the next start. */
    @Override
    public void close() {
        surroundings.reach().close();
        organisations.values().forEach(OrganisationOutbox::close);
        try {
            directoryLock.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("the outbox's directory was not unlocked");
        }
    }

    private record Found(Life life, Entry entry) {}
}
