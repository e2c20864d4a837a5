package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Feed;
import java.util.Optional;

/**
 * What page is asked for.
 *
 * @param keys the fingerprint of the keys that it is opened with
 */
record PageKey(Feed feed, Optional<Cursor> after, int limit, String keys) {

    PageKey after(Optional<Cursor> next) {
        return new PageKey(feed, next, limit, keys);
    }
}
