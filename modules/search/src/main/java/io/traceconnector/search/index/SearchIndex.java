package io.traceconnector.search.index;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Feed;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.Position;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of all links, in {@code index/} below the module's directory. One that cannot be used is put aside in {@code previous/},
 * answers searches where it still can, and is deleted when the new one has caught up. Safe for use by several threads.
 *
 * <p>Several feeds that store at the same time share one commit: the first to come takes what the others have queued (at most one batch
 * for each feed, since a feed waits for its own) up to {@link #GROUP_LINKS} links.
 */
public final class SearchIndex implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final int GROUP_LINKS = 5_000;

    private final IndexSettings settings;
    private final ReentrantLock writing = new ReentrantLock();
    private final LinkedBlockingQueue<PendingBatch> queue = new LinkedBlockingQueue<>();
    private volatile Optional<PreviousIndex> previous = Optional.empty();
    private volatile LuceneIndex index;
    private volatile String failure = "";
    /** After a rebuild while running: the feeds that have been told where to start again. */
    private volatile Optional<Set<Feed>> restarted = Optional.empty();
    /** For which tenant each feed was last told where to start; one entry a feed. */
    private final Map<Feed, TenantId> begun = new ConcurrentHashMap<>();

    private SearchIndex(IndexSettings settings) throws IOException {
        this.settings = settings;
        this.index = openOrRebuild();
    }

    /** @throws IOException when the directory cannot be read or written, or another process has the index */
    public static SearchIndex open(IndexSettings settings) throws IOException {
        OwnerOnlyDirectory.create(settings.directory());
        return new SearchIndex(settings);
    }

    private LuceneIndex openOrRebuild() throws IOException {
        Path current = settings.directory().resolve("index");
        Path aside = settings.directory().resolve("previous");
        Optional<String> fault = IndexFiles.fault(current, settings);
        if (fault.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("module", "search")
                    .addKeyValue("reason", fault.get())
                    .log("index is rebuilt");
            if (Files.exists(aside)) {
                IndexFiles.delete(current);
            } else {
                IndexFiles.move(current, aside);
            }
        }
        String interrupted = Files.exists(aside) ? "an earlier rebuild was interrupted" : "";
        LuceneIndex opened = LuceneIndex.open(current, settings, fault.orElse(interrupted));
        if (Files.exists(aside)) {
            if (opened.state().rebuiltFor().isEmpty()) {
                IndexFiles.delete(aside);
            } else {
                previous = Optional.of(PreviousIndex.open(aside, settings));
            }
        }
        return opened;
    }

    /** Where the feed continues: what the last commit holds; at the start where its organisation has another tenant since. */
    public Position position(Feed feed) {
        TenantId tenant = settings.tenant(feed);
        begun.put(feed, tenant);
        restarted.ifPresent(feeds -> feeds.add(feed));
        return index.position(feed, tenant);
    }

    /**
     * Stores a batch with its position, durably when it returns; when it throws, nothing of it is stored.
     *
     * @throws IllegalStateException when the index had to be rebuilt, or the organisation got another tenant, since the feed's position was
     *     read: it must be read again
     */
    public void accept(Batch batch) throws IOException {
        if (restarted.isPresent() && !restarted.get().contains(batch.feed())) {
            failure = "the index was rebuilt and its feeds are not read from the start yet";
            throw new IllegalStateException("the position in " + batch.feed() + " must be read again");
        }
        PendingBatch mine = new PendingBatch(batch, tenant(batch.feed()));
        queue.add(mine);
        writing.lock();
        try {
            if (!mine.done()) {
                storeGroup(group(mine));
            }
        } finally {
            writing.unlock();
        }
        mine.throwFailure();
    }

    private TenantId tenant(Feed feed) {
        TenantId tenant = settings.tenant(feed);
        TenantId readFor = begun.getOrDefault(feed, index.state().tenants().getOrDefault(feed, tenant));
        if (!readFor.equals(tenant)) {
            throw new IllegalStateException("the tenant of " + feed.organisation() + " changed: the position in " + feed
                    + " must be read again");
        }
        return tenant;
    }

    /** The given batch, and others that wait. */
    private List<PendingBatch> group(PendingBatch mine) {
        queue.remove(mine);
        List<PendingBatch> group = new ArrayList<>(List.of(mine));
        int links = mine.links();
        for (PendingBatch next = queue.peek(); next != null; next = queue.peek()) {
            links += next.links();
            if (links > GROUP_LINKS) {
                break;
            }
            queue.remove(next);
            group.add(next);
        }
        return group;
    }

    private void storeGroup(List<PendingBatch> group) {
        try {
            index.store(group);
            failure = "";
            group.forEach(PendingBatch::stored);
        } catch (IOException | RuntimeException failed) {
            group.forEach(pending -> pending.failed(failed));
            reopen(failed);
            return;
        }
        finishRebuild();
    }

    /** Goes back to the last commit; an index that turns out to be damaged is rebuilt. */
    private void reopen(Exception cause) {
        failure = cause.getClass().getSimpleName() + " while storing";
        LOG.atWarn().addKeyValue("module", "search").setCause(cause).log("index is opened again");
        try {
            String id = index.state().id();
            closeAll();
            index = openOrRebuild();
            if (!index.state().id().equals(id)) {
                restarted = Optional.of(ConcurrentHashMap.newKeySet());
            }
        } catch (IOException | RuntimeException again) {
            LOG.atWarn().addKeyValue("module", "search").setCause(again).log("index cannot be opened");
        }
    }

    /** Lets the new index answer once it has what the previous one had. Under the lock. */
    private void finishRebuild() {
        try {
            if (previous.isPresent()
                    && previous.get().overtakenBy(index, settings.clock().instant())) {
                index.caughtUp();
                PreviousIndex old = previous.get();
                previous = Optional.empty();
                old.close();
                IndexFiles.delete(settings.directory().resolve("previous"));
                LOG.atInfo().addKeyValue("module", "search").log("rebuilt index has caught up");
            }
        } catch (IOException notNow) {
            LOG.atWarn()
                    .addKeyValue("module", "search")
                    .setCause(notNow)
                    .log("rebuild could not be finished, is tried again");
        }
    }

    /**
     * Reads from one state of the index.
     *
     * @throws ProblemException 503 {@code search_unavailable} while the index is being opened again
     */
    public <T> T use(SearcherUse<T> use) throws IOException {
        Optional<PreviousIndex> old = previous.filter(PreviousIndex::serves);
        if (old.isPresent()) {
            try {
                return old.get().use(use);
            } catch (ProblemException answer) {
                throw answer;
            } catch (IOException | RuntimeException damage) {
                LOG.atWarn().addKeyValue("module", "search").setCause(damage).log("previous index does not serve");
            }
        }
        try {
            return index.use(use);
        } catch (AlreadyClosedException closed) {
            throw new ProblemException(503, "search_unavailable", "the index is being opened again; try again later");
        }
    }

    /** How many links the index holds, those of a rebuild not counted before it has caught up; not a number while it is closed. */
    public double documents() {
        try {
            return use(snapshot -> (double) snapshot.reader().numDocs());
        } catch (IOException | RuntimeException closed) {
            return Double.NaN;
        }
    }

    /** How many fields of the data have fields of their own. */
    public int fields() {
        return index.fields().names().size();
    }

    public Health health() {
        if (previous.isPresent() && writing.tryLock()) {
            try {
                finishRebuild();
            } finally {
                writing.unlock();
            }
        }
        CommitState state = index.state();
        Optional<Instant> asOf = state.positions().isEmpty() ? Optional.empty() : Optional.of(state.storedAt());
        if (!failure.isEmpty()) {
            return new Health(State.DOWN, "links cannot be stored: " + failure, asOf);
        }
        if (previous.isPresent()) {
            String served = previous.get().serves() ? "the previous one answers" : "answers are incomplete";
            return new Health(
                    State.DEGRADED,
                    "the index is being rebuilt: " + state.rebuiltFor() + "; meanwhile " + served,
                    asOf);
        }
        FieldRegistry fields = index.fields();
        if (fields.leavesOut()) {
            String detail = "more than " + fields.bound()
                    + " fields or names too long: such values are found by words only, see /search/fields";
            return new Health(State.DEGRADED, detail, asOf);
        }
        return new Health(State.UP, "", asOf);
    }

    private void closeAll() throws IOException {
        Optional<PreviousIndex> old = previous;
        previous = Optional.empty();
        if (old.isPresent()) {
            old.get().close();
        }
        index.close();
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            closeAll();
        } finally {
            writing.unlock();
        }
    }
}
