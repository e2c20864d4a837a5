package io.traceconnector.app.callers.throttle;

import io.traceconnector.api.Default;

/**
 * A token bucket.
 *
 * @param perSecond how many come back each second, on average
 * @param burst how many may be taken at once
 */
public record RateConfig(
        @Default("5000") int perSecond, @Default("20000") int burst) {

    public RateConfig {
        if (perSecond < 1 || perSecond > 1_000_000 || burst < 1 || burst > 10_000_000) {
            throw new IllegalArgumentException("per-second must be 1 to 1000000, burst 1 to 10000000");
        }
    }
}
