package io.traceconnector.app.callers.usage;

import java.util.Optional;

/** How much may be used on one day of UTC; what is left out is not limited. */
public record LimitConfig(Optional<Long> calls, Optional<Long> tokenRequests, Optional<Long> links) {

    public LimitConfig {
        if (calls.orElse(1L) < 1 || tokenRequests.orElse(1L) < 1 || links.orElse(1L) < 1) {
            throw new IllegalArgumentException(
                    "calls, token-requests and links must be at least 1 where they are limited");
        }
    }

    /** Whether one of them is used up. */
    boolean isReached(Amounts used) {
        return calls.map(limit -> used.calls() >= limit).orElse(false)
                || links.map(limit -> used.links() >= limit).orElse(false);
    }

    boolean isReachedByTokens(Amounts used) {
        return tokenRequests.map(limit -> used.tokenRequests() >= limit).orElse(false);
    }
}
