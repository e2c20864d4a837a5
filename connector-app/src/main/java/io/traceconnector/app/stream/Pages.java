package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.app.decrypt.FeedOpener;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.LinksPage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fetches, verifies and opens each page once for all who ask for it, and the next one ahead of them. At most one fetch of a page is under
 * way, and at most one page ahead of each reader.
 */
final class Pages {

    private final Links links;
    private final FeedOpener opener;
    private final Duration pollInterval;
    private final Clock clock;
    private final StreamMeters meters;
    private final PageCache cache;
    private final ConcurrentMap<PageKey, Flight> flights = new ConcurrentHashMap<>();

    /** A fetch under way. */
    private record Flight(Instant began, CompletableFuture<SharedPage> page) {}

    Pages(Links links, FeedOpener opener, StreamConfig config, Clock clock, StreamMeters meters) {
        this.links = links;
        this.opener = opener;
        this.pollInterval = config.pollInterval();
        this.clock = clock;
        this.meters = meters;
        this.cache = new PageCache(config.pageCache());
    }

    /**
     * @param notBefore a page that was asked for before this is not good enough
     * @throws KeyUnavailableException when a key is away
     * @throws io.traceconnector.app.trace.TraceException when Trace does not give it
     */
    SharedPage read(PageKey key, Instant notBefore) throws InterruptedException {
        while (true) {
            Optional<SharedPage> kept = kept(key, notBefore);
            if (kept.isPresent()) {
                fetchAhead(key, kept.get());
                return kept.get();
            }
            Flight own = new Flight(clock.instant(), new CompletableFuture<>());
            Flight underWay = flights.putIfAbsent(key, own);
            if (underWay == null) {
                launch(key, own, notBefore, true);
                return await(own);
            }
            boolean goodEnough = !underWay.began().isBefore(notBefore);
            SharedPage page = await(underWay);
            if (goodEnough) {
                fetchAhead(key, page);
                return page;
            }
        }
    }

    private Optional<SharedPage> kept(PageKey key, Instant notBefore) {
        return cache.get(key).filter(page -> page.serves(notBefore, clock.instant()));
    }

    private void fetchAhead(PageKey key, SharedPage page) {
        if (page.hasNext()) {
            fetchAhead(key, page.next(), page.asked());
        }
    }

    private void fetchAhead(PageKey key, Optional<Cursor> next, Instant notBefore) {
        PageKey ahead = key.after(next);
        if (next.equals(key.after()) || kept(ahead, notBefore).isPresent()) {
            return;
        }
        Flight flight = new Flight(clock.instant(), new CompletableFuture<>());
        if (flights.putIfAbsent(ahead, flight) == null) {
            launch(ahead, flight, notBefore, false);
        }
    }

    private void launch(PageKey key, Flight flight, Instant notBefore, boolean ahead) {
        Thread.ofVirtual().name("page-" + key.feed()).start(() -> fly(key, flight, notBefore, ahead));
    }

    /** The thread's boundary: whatever goes wrong is thrown to those who wait for the page. */
    private void fly(PageKey key, Flight flight, Instant notBefore, boolean ahead) {
        try {
            // It may have come between a reader's look at the cache and its take-off.
            SharedPage page = kept(key, notBefore).orElse(null);
            if (page == null) {
                page = fetch(key, flight.began(), ahead);
                cache.put(key, page);
            }
            flights.remove(key, flight);
            flight.page().complete(page);
        } catch (Throwable e) {
            flights.remove(key, flight);
            flight.page().completeExceptionally(e);
        }
    }

    private SharedPage fetch(PageKey key, Instant asked, boolean ahead) {
        LinksPage page = links.page(key.feed().organisation(), key.feed().workflow(), key.after(), key.limit());
        Optional<Cursor> next = SharedPage.next(key.after(), page);
        if (ahead && page.hasNext()) {
            fetchAhead(key, next, asked);
        }
        List<Segment> segments = page.links().isEmpty() ? List.of() : opener.open(key.feed(), page.links());
        if (segments.stream().anyMatch(Pages::isUnavailable)) {
            throw new KeyUnavailableException("a link of the page could not be opened now");
        }
        meters.fetched(key.feed(), segments);
        Instant staleAt = page.hasNext() ? Instant.MAX : asked.plus(nearly(pollInterval));
        return new SharedPage(segments, next, page.hasNext(), page.total(), asked, staleAt);
    }

    private static SharedPage await(Flight flight) throws InterruptedException {
        try {
            return flight.page().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a page could not be read", e.getCause());
        }
    }

    private static boolean isUnavailable(Segment segment) {
        return segment.payload() instanceof Payload.Closed(Payload.Reason reason)
                && reason == Payload.Reason.UNAVAILABLE;
    }

    /** Give or take a tenth, so that feeds do not all ask at once. */
    private static Duration nearly(Duration length) {
        return Duration.ofNanos(
                (long) (length.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }
}
