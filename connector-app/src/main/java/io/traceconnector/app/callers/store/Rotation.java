package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one secret takes the place of another.
 *
 * @param grace for which the one before it goes on to count beside it, at most 30 days
 * @param notBefore from when on the new one counts, at most 90 days ahead; until then the one before it counts alone. Empty for at once
 * @param revokeIssued whether the tokens that were given for the one before it end now
 */
public record Rotation(Duration grace, Optional<Instant> notBefore, boolean revokeIssued) {

    /** Longer is no overlap but two secrets. */
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private static final Duration LONGEST_WAIT = Duration.ofDays(90);

    /** With a new secret that counts at once. */
    public static Rotation now(Duration grace, boolean revokeIssued) {
        return new Rotation(grace, Optional.empty(), revokeIssued);
    }

    /** Whether the secret before it counts no more from now on. */
    boolean endsTheOneBefore() {
        return notBefore.isEmpty() && !grace.isPositive();
    }

    /** Until when the secret before it counts. */
    Instant end(Instant now) {
        return notBefore.orElse(now).plus(grace);
    }

    /** @throws ProblemException 400 where it is longer than what is taken, or goes back in time */
    void check(Instant now) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw Refusals.invalid("grace must be between PT0S and P30D.");
        }
        if (notBefore
                .filter(begin -> !begin.isAfter(now) || begin.isAfter(now.plus(LONGEST_WAIT)))
                .isPresent()) {
            throw Refusals.invalid("notBefore must be in the future, at most 90 days from now.");
        }
    }
}
