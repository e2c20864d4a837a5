package io.traceconnector.app.callers.throttle;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How credentials that do not count slow their senders down: after so many, a pause that doubles with each further one.
 *
 * @param free failures of one credential id from one source before its first pause
 * @param freeOfSource the same for all that comes from one source
 * @param pause the first one
 * @param longest of them
 * @param forgotten after this long without a failure, all is forgotten; not shorter than the longest pause
 * @param remembered how many pairs, and how many sources, are remembered; a newcomer beyond that takes the place of the least suspicious, and
 *     its failures
 */
public record FailureConfig(
        @Default("5") int free,
        @Default("50") int freeOfSource,
        @Default("1s") Duration pause,
        @Default("5m") Duration longest,
        @Default("15m") Duration forgotten,
        @Default("65536") int remembered) {

    public FailureConfig {
        require(free >= 1 && freeOfSource >= free, "free must be at least 1, free-of-source at least that");
        require(
                pause.toMillis() >= 100 && longest.compareTo(pause) >= 0 && longest.compareTo(Duration.ofDays(1)) <= 0,
                "pause must be 100ms or more, longest not shorter than that and at most 1d");
        require(
                forgotten.compareTo(longest) >= 0 && forgotten.compareTo(Duration.ofDays(7)) <= 0,
                "forgotten must not be shorter than longest, and at most 7d");
        require(remembered >= 1024 && remembered <= 1 << 22, "remembered must be 1024 to 4194304");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
