package io.traceconnector.app.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.journal.DirectoryLock;
import io.traceconnector.app.keys.KeyRing;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: who did what, what was decided, and which links were shown. Lines of JSON in files that only grow; each line holds the hash of all before it,
 * and heads are signed every second ({@link Head}). What has to be recorded before something is done or flushed waits for the disk, many at a time
 * for one operation of it; where the disk fails, it is refused with {@code audit_unavailable}. Holds no form data, no query text and no
 * credentials. Safe for many threads.
 */
public final class AuditLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int TOO_MANY = 429;
    private static final Duration BETWEEN_HEADS = Duration.ofSeconds(1);

    private final AuditConfig config;
    private final LogFiles files;
    private final Closeable lock;
    private final Records records;
    private final Commits commits;
    private final Heads heads;
    private final Refusals refusals;
    private final AuditReader reader;
    private final AuditMeters meters;
    private final AtomicLong trails;

    private AuditLog(
            AuditConfig config,
            LogFiles files,
            AuditDirectory directory,
            Closeable lock,
            KeyRing keys,
            Clock clock,
            AuditMeters meters,
            Duration betweenHeads) {
        this.config = config;
        this.files = files;
        this.lock = lock;
        this.meters = meters;
        this.records = new Records(clock);
        this.commits = new Commits(files, config.waitingBytes());
        this.refusals = new Refusals(config.refusals(), clock);
        this.reader = new AuditReader(directory);
        this.trails = new AtomicLong(files.durable().number());
        this.heads = new Heads(keys, organisation(config, keys), files::durable, commits, records, betweenHeads);
        meters.watch(commits);
    }

    /**
     * Goes on after what is there; bytes that a crash has torn are cut off, and both logs tell of it.
     *
     * @param directory made where it is missing; kept from every other process until this is closed
     * @throws IllegalStateException where another process has it
     * @throws UncheckedIOException where it cannot be used, or what is there was changed
     */
    public static AuditLog open(AuditConfig config, Path directory, KeyRing keys, Clock clock, MeterRegistry registry) {
        try {
            return open(config, DirectoryLock.of(directory), directory, keys, clock, registry);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log in " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static AuditLog open(
            AuditConfig config, DirectoryLock lock, Path directory, KeyRing keys, Clock clock, MeterRegistry registry)
            throws IOException {
        AuditMeters meters = new AuditMeters(registry);
        OwnDirectory own = new OwnDirectory(directory);
        try {
            LogFiles files = LogFiles.open(config, own, clock, meters);
            return new AuditLog(config, files, own, lock, keys, clock, meters, BETWEEN_HEADS);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** On a directory that nobody else can have. */
    static AuditLog open(
            AuditConfig config,
            AuditDirectory directory,
            KeyRing keys,
            Clock clock,
            MeterRegistry registry,
            Duration betweenHeads)
            throws IOException {
        AuditMeters meters = new AuditMeters(registry);
        LogFiles files = LogFiles.open(config, directory, clock, meters);
        return new AuditLog(config, files, directory, () -> {}, keys, clock, meters, betweenHeads);
    }

    private static OrganisationId organisation(AuditConfig config, KeyRing keys) {
        OrganisationId organisation = config.organisation()
                .or(() -> keys.organisations().stream().sorted().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no organisation can sign the audit log"));
        if (!keys.organisations().contains(organisation)) {
            throw new IllegalArgumentException(
                    "audit.organisation " + organisation + " is none of the organisations that are configured");
        }
        return organisation;
    }

    /** Begins the trail of a request that is let through. Writes nothing yet. */
    public AuditTrail trail(Subject who, Deed what, Ruling.Allowed ruling) {
        return new AuditTrail(this, trails.incrementAndGet(), who, what, ruling);
    }

    /**
     * Records a request that is refused; waits for nothing, since nothing is done. Of those of nobody, and of those that were too many, the first in a
     * second are recorded each, the others are counted.
     */
    public void refused(Subject who, Deed what, Ruling.Refused refused) {
        refusals.passed().ifPresent(count -> quietly(() -> offer(records.refusals(count))));
        if ((who.id().isPresent() && refused.status() != TOO_MANY) || refusals.admits()) {
            quietly(() -> offer(records.refused(who, what, refused)));
        }
    }

    /**
     * Records something that is done without a trail of its own: a token given, a grant changed, a command. Returns when it is on disk; call it before what
     * is done takes effect.
     *
     * @param outcome one word
     * @throws ProblemException {@code audit_unavailable} where that is not possible; then it must not be done
     */
    public void event(Subject who, Deed what, String outcome) {
        await(offer(records.event(who, what, outcome)));
    }

    /** What was recorded up to now. */
    public AuditReader reader() {
        return reader;
    }

    /** The last line that is on disk. */
    public Head head() {
        return files.durable();
    }

    /** Down where nothing can be recorded, which makes nothing be served; degraded where heads are not signed. */
    public Health health() {
        if (commits.isFailing()) {
            return new Health(State.DOWN, "cannot be written: requests are refused", Optional.empty());
        }
        Head head = head();
        return heads.isFailing()
                ? new Health(State.DEGRADED, head.number() + " lines, heads are not signed now", Optional.empty())
                : new Health(State.UP, head.number() + " lines", Optional.empty());
    }

    Records records() {
        return records;
    }

    Heads heads() {
        return heads;
    }

    Batch offer(byte[] body) {
        return commits.offer(body);
    }

    void await(Batch batch) {
        batch.await(config.patience());
    }

    /** Offers records that nobody waits for; one that finds no room is lost and counted. */
    void quietly(Runnable offers) {
        try {
            offers.run();
        } catch (ProblemException e) {
            meters.lost();
            LOG.debug("a record of the audit log is lost", e);
        }
    }

    /** Writes what waits and signs the last head. */
    @Override
    public void close() {
        refusals.rest().ifPresent(count -> quietly(() -> offer(records.refusals(count))));
        heads.close();
        commits.close();
        try {
            files.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log's file does not close", e);
        }
    }
}
