package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import java.util.Optional;

/**
 * A place in a feed from which reading can go on.
 *
 * @param after the last cursor before it; empty at the start of the feed
 * @param passed distinct links before it
 */
record Spot(Optional<Cursor> after, long passed) {

    static final Spot START = new Spot(Optional.empty(), 0);

    /** The one with fewer links before it. */
    static Optional<Spot> earlier(Optional<Spot> one, Optional<Spot> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().passed() <= other.get().passed() ? one : other;
    }
}
