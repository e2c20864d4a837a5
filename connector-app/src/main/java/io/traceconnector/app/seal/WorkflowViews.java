package io.traceconnector.app.seal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.traceconnector.api.Feed;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Participations;
import io.traceconnector.app.trace.TraceException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** What Trace says of workflows, remembered for a while; asked once for all who need it at a time. Safe for many threads. */
final class WorkflowViews {

    private final Participations trace;
    private final LoadingCache<Feed, WorkflowView> remembered;

    WorkflowViews(SealConfig config, Participations trace, Clock clock) {
        this.trace = trace;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.workflows())
                .expireAfterWrite(config.remembered())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build(this::ask);
    }

    WorkflowView of(Feed feed) {
        return remembered.get(feed);
    }

    WorkflowView askAnew(Feed feed) {
        WorkflowView view = ask(feed);
        remembered.put(feed, view);
        return view;
    }

    void forget(Feed feed) {
        remembered.invalidate(feed);
    }

    /** For all organisations. */
    void forget(WorkflowId workflow) {
        remembered.asMap().keySet().removeIf(feed -> feed.workflow().equals(workflow));
    }

    private WorkflowView ask(Feed feed) {
        try {
            return WorkflowView.of(trace.participation(feed.organisation(), feed.workflow()));
        } catch (TraceException e) {
            if (e.kind() != TraceException.Kind.REFUSED) {
                throw e;
            }
            throw WorkflowUnknown.of(feed.workflow());
        }
    }
}
