package io.traceconnector.app.callers.throttle;

import io.traceconnector.api.Default;
import java.util.Optional;

/**
 * Bounds on how often is asked; above them 429 with {@code Retry-After}. A source is an IPv4 address or the first 64 bits of an IPv6 one.
 *
 * @param source requests of one source, before anything is known of their caller
 * @param credential requests with one credential that counts
 * @param tenant requests to one tenant; left out, there is no such bound
 * @param tokenRequestsPerMinute how many tokens one account may ask for, as many at once
 */
public record ThrottleConfig(
        RateConfig source,
        RateConfig credential,
        Optional<RateConfig> tenant,
        @Default("60") int tokenRequestsPerMinute,
        FailureConfig failures,
        CapsConfig lasting) {

    public ThrottleConfig {
        if (tokenRequestsPerMinute < 1 || tokenRequestsPerMinute > 600_000) {
            throw new IllegalArgumentException("token-requests-per-minute must be 1 to 600000");
        }
    }
}
