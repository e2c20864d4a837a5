package io.traceconnector.app.stream;

import io.traceconnector.api.Position;
import io.traceconnector.api.Segment;
import java.util.List;

/**
 * Links of a feed, in Trace's order, decrypted.
 *
 * @param next where to read on
 * @param hasNext whether Trace says that there is more
 * @param total how many links Trace says that the workflow has; negative where it does not say
 */
public record Page(List<Segment> segments, Position next, boolean hasNext, long total) {

    public Page {
        segments = List.copyOf(segments);
    }
}
