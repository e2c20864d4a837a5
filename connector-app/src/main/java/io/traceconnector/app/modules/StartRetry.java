package io.traceconnector.app.modules;

import io.traceconnector.app.stream.Pauses;
import io.traceconnector.app.trace.Backoff;
import java.time.Duration;

/** How a start that failed is tried again: pauses double from the first to the longest. */
record StartRetry(Duration first, Duration longest, Pauses pauses) {

    static final StartRetry STANDARD = new StartRetry(Duration.ofSeconds(1), Duration.ofMinutes(5), Pauses.REAL);

    Backoff backoff() {
        return new Backoff(first, longest);
    }
}
