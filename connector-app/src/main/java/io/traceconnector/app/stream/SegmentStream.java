package io.traceconnector.app.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Position;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.app.decrypt.FeedOpener;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.TraceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Pages of decrypted links, read by each consumer at its own pace from its own position. A page is fetched and opened once for all
 * consumers that are near each other. What was doubtful in Trace's answers is read again, until every link of Trace was given with its
 * right content. Safe for many threads.
 */
public final class SegmentStream implements Positions, AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1000;

    private final Supply supply;
    private final Discovery discovery;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<Feed, PoisonLinks> feeds = new ConcurrentSkipListMap<>();
    private final List<Feeding> feedings = new CopyOnWriteArrayList<>();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    SegmentStream(Links links, Supply supply) {
        this.supply = supply;
        discovery = new Discovery(links, supply, this::add, stop);
    }

    /** Begins to look for feeds; Trace need not be there. */
    public static SegmentStream start(
            StreamConfig config, Links links, FeedOpener opener, KeyRing keys, Clock clock, MeterRegistry registry) {
        StreamMeters meters = new StreamMeters(registry, clock);
        Pages pages = new Pages(links, opener, config, clock, meters);
        return new SegmentStream(links, new Supply(config, pages, keys, meters, clock, Pauses.REAL)).discover();
    }

    SegmentStream discover() {
        Thread.ofVirtual().name("discovery").start(discovery);
        return this;
    }

    /**
     * Reads on from a position, once: neither reads again what was doubtful, nor waits for what is not there.
     *
     * @param limit 1 to 500 links
     * @throws KeyUnavailableException when a key is away
     * @throws TraceException when Trace does not give the page
     */
    public Page read(Feed feed, Position after, int limit) throws InterruptedException {
        Mark from = Mark.decode(after);
        String keys = supply.keys().fingerprint(feed.organisation());
        Spot at = from.madeWith(keys) ? from.at() : from.closed().orElse(from.at());
        SharedPage page = supply.pages().read(new PageKey(feed, at.after(), limit, keys), Instant.MIN);
        Optional<Spot> closed = from.madeWith(keys) ? from.closed() : Optional.empty();
        if (closed.isEmpty() && page.segments().stream().anyMatch(Reading::staysClosed)) {
            closed = Optional.of(at);
        }
        Spot next = new Spot(page.next(), at.passed() + page.segments().size());
        Mark mark = new Mark(next, keys, closed, from.doubt());
        return new Page(page.segments(), mark.encode(), page.hasNext(), page.total());
    }

    /** Feeds a consumer from now on with every feed, on one thread each. */
    public Subscription feed(String consumer, SegmentConsumer target) {
        Feeding feeding = new Feeding(consumer, target, supply);
        feedings.removeIf(Feeding::isStopped);
        feedings.add(feeding);
        feeds.forEach(feeding::add);
        return feeding;
    }

    /** One entry for each consumer and feed. */
    public List<StreamStatus> status() {
        return feedings.stream().flatMap(feeding -> feeding.status().stream()).toList();
    }

    @Override
    public WriteStatus await(String consumer, WritePosition position, Duration longest) throws InterruptedException {
        Optional<Feeding> fed = feedings.stream()
                .filter(feeding -> feeding.isOf(consumer) && !feeding.isStopped())
                .findFirst();
        if (fed.isEmpty()) {
            return WriteStatus.NotYet.UNREAD;
        }
        if (!longest.isPositive() || !waiting.tryAcquire()) {
            return fed.get().await(position, 0);
        }
        try {
            return fed.get().await(position, longest.toNanos());
        } finally {
            waiting.release();
        }
    }

    /** The newest 1,000 links of a feed that stay closed. */
    public List<PoisonLink> poison(Feed feed) {
        PoisonLinks poison = feeds.get(feed);
        return poison == null ? List.of() : poison.all();
    }

    /**
     * Whether the workflows of every organisation are known, there is a consumer, and every consumer has as many links of each workflow as
     * Trace says there are.
     */
    public boolean synchronised() {
        return discovery.isComplete()
                && !feedings.isEmpty()
                && status().stream().allMatch(StreamStatus::synchronised);
    }

    /** Stops feeding whoever is still fed; a batch that is being taken is waited for, for 10 seconds in all. */
    @Override
    public void close() {
        stop.countDown();
        try {
            Instant deadline = supply.clock().instant().plus(CLOSE_WITHIN);
            for (Feeding feeding : feedings) {
                feeding.stop(Duration.between(supply.clock().instant(), deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Feed feed) {
        PoisonLinks poison = feeds.computeIfAbsent(feed, unknown -> new PoisonLinks(supply.clock()));
        feedings.forEach(feeding -> feeding.add(feed, poison));
    }
}
