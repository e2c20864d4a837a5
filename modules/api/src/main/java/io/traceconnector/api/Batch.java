package io.traceconnector.api;

import java.util.List;

/**
 * Links of one feed, in order, and the position after them. A batch may hold links that were given before (delivery is at least
 * once), may hold a link at a cursor where another one was given before, and may be empty when only the position moves.
 */
public record Batch(Feed feed, List<Segment> segments, Position next) {

    public Batch {
        segments = List.copyOf(segments);
    }
}
