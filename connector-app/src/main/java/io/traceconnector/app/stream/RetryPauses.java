package io.traceconnector.app.stream;

import io.traceconnector.api.Default;
import java.time.Duration;

/** Pauses between tries: the first, doubling to the longest. */
public record RetryPauses(
        @Default("500ms") Duration first, @Default("1m") Duration longest) {

    public RetryPauses {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be longer than 0, and longest not shorter than first");
        }
    }
}
