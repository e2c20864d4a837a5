package io.traceconnector.app.stream;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Payload;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a consumer is in a feed.
 *
 * @param passed distinct links that the consumer has taken, up to the place where it was before a sweep began
 * @param total how many Trace said that there are; empty before its first answer
 * @param atHead whether the consumer had everything at {@code headAt} and has fallen behind since at most by what is unread
 * @param headAt when the consumer last had everything
 * @param error why it does not go on, or did not in its last try: a stable code; empty where all is well
 * @param doubtful whether the feed will be read again because something in it did not add up
 * @param closed by reason the links that stay closed, of the newest 1,000 in this feed
 */
public record StreamStatus(
        String consumer,
        Feed feed,
        State state,
        long passed,
        OptionalLong total,
        boolean atHead,
        Optional<Instant> headAt,
        Optional<String> error,
        boolean doubtful,
        Map<Payload.Reason, Long> closed) {

    /** What the consumer's thread does. */
    public enum State {
        /** Asks the consumer for its position. */
        STARTING,
        /** Reads towards the head. */
        READING,
        /** Waits for new links. */
        AT_HEAD,
        /** Reads again what was doubtful. */
        SWEEPING,
        /** Waits because of {@link #error}. */
        STALLED,
        STOPPED
    }

    public StreamStatus {
        closed = Map.copyOf(closed);
    }

    /** Whether the consumer has as many distinct links as Trace says there are. */
    public boolean synchronised() {
        return atHead && total.isPresent() && passed == total.getAsLong();
    }
}
