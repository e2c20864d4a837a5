package io.traceconnector.app.trace;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How reads are tried again; writes never are. The pause before the n-th retry is random between nothing and {@code base * 2^(n-1)},
 * {@code longest} at most.
 *
 * @param tries of one call, the first included, 1 to 10
 * @param longestAsked the longest pause asked for by {@code Retry-After} that is kept; where more is asked the call fails at once
 * @param budget retries earned by each call; with 0.2 at most a fifth of the calls are retries in the long run
 */
public record RetryConfig(
        @Default("4") int tries,
        @Default("200ms") Duration base,
        @Default("5s") Duration longest,
        @Default("30s") Duration longestAsked,
        @Default("0.2") double budget) {

    public RetryConfig {
        if (tries < 1 || tries > 10) {
            throw new IllegalArgumentException("tries must be 1 to 10");
        }
        if (base.isNegative() || longest.compareTo(base) < 0) {
            throw new IllegalArgumentException("longest must not be shorter than base");
        }
        if (longestAsked.isNegative()) {
            throw new IllegalArgumentException("longest-asked must not be negative");
        }
        if (!(budget >= 0 && budget <= 1)) {
            throw new IllegalArgumentException("budget must be 0 to 1");
        }
    }
}
