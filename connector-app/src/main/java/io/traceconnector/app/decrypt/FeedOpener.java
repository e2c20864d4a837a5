package io.traceconnector.app.decrypt;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Segment;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceException;
import java.util.List;

/** Verifies and opens links of one feed: unwraps in parallel, gives the results in order. */
public interface FeedOpener {

    /**
     * @throws KeyUnavailableException when a key that is needed is away; nothing of the page counts as read then
     * @throws TraceException when a signer is not known and Trace cannot be asked who it is; likewise
     */
    List<Segment> open(Feed feed, List<ReceivedLink> links);
}
