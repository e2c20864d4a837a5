package io.traceconnector.app.decrypt;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Segment;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import java.util.List;

/** Verifies and opens all links of one trace, so that each parent is judged present or absent. */
public interface TraceOpener {

    /**
     * @param links the whole trace
     * @throws KeyUnavailableException when a key that is needed is away
     */
    List<Segment> openTrace(Feed feed, List<ReceivedLink> links);
}
