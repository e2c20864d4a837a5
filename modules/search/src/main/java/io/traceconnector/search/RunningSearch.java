package io.traceconnector.search;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.HealthCheck;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkLocator;
import io.traceconnector.api.Meters;
import io.traceconnector.api.Position;
import io.traceconnector.api.Routes;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.api.TraceId;
import io.traceconnector.search.answer.Searches;
import io.traceconnector.search.index.SearchIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The started module. */
final class RunningSearch implements RunningModule, SegmentConsumer, Routes, LinkLocator, HealthCheck {

    private final SearchIndex index;
    private final Searches searches;
    private final SearchRoutes routes;
    private final Meters meters;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningSearch(SearchIndex index, Searches searches, SearchRoutes routes, Meters meters) {
        this.index = index;
        this.searches = searches;
        this.routes = routes;
        this.meters = meters;
        meters.gauge("documents", index::documents);
        meters.gauge("fields", index::fields);
    }

    @Override
    public Position position(Feed feed) {
        return index.position(feed);
    }

    @Override
    public void accept(Batch batch) throws IOException {
        long start = System.nanoTime();
        index.accept(batch);
        meters.count("links", batch.segments().size());
        meters.time("accept", Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public Optional<TraceId> locate(Caller caller, LinkHash hash) {
        try {
            return searches.locate(caller, hash);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Health health() {
        return index.health();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                index.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
