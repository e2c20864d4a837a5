package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.JwtForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * When a token counts (RFC 7519 section 4.1).
 *
 * @param skew how far the issuer's clock may be from ours
 */
public record TokenTimes(Clock clock, Duration skew) {

    /** The year 9999: nothing beyond is a time. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * When the token ends.
     *
     * @param longest how long it may live from {@code iat} on
     * @throws RefusedTokenException where it does not count now, or says no times
     */
    public Instant expiry(JwtForm token, Duration longest) {
        return expiry(
                token,
                longest,
                time(token, "iat").orElseThrow(() -> new RefusedTokenException("The token needs iat.")));
    }

    /**
     * The same for an assertion, which need not say when it was issued (RFC 7523 section 3): it may not live longer from now on then.
     *
     * @throws RefusedTokenException where it does not count now
     */
    Instant assertionExpiry(JwtForm token, Duration longest) {
        return expiry(token, longest, time(token, "iat").orElseGet(clock::instant));
    }

    private Instant expiry(JwtForm token, Duration longest, Instant issued) {
        Instant expires = time(token, "exp").orElseThrow(() -> new RefusedTokenException("The token needs exp."));
        Instant now = clock.instant();
        requireNotOver(expires);
        if (issued.isAfter(now.plus(skew))
                || time(token, "nbf")
                        .filter(begin -> begin.isAfter(now.plus(skew)))
                        .isPresent()) {
            throw new RefusedTokenException("The token does not count yet: the clocks may differ.");
        }
        if (Duration.between(issued, expires).compareTo(longest) > 0) {
            throw new RefusedTokenException("The token lives longer than " + longest.toSeconds() + " seconds.");
        }
        return expires;
    }

    /** @throws RefusedTokenException where it is over */
    public void requireNotOver(Instant expires) {
        if (!clock.instant().isBefore(expires.plus(skew))) {
            throw new RefusedTokenException("The token has expired.");
        }
    }

    /** A time of the token; empty where it has none of that name. */
    static Optional<Instant> time(JwtForm token, String claim) {
        JsonNode value = token.claims().path(claim);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > LATEST) {
            throw new RefusedTokenException("The token's " + claim + " must be whole seconds since 1970.");
        }
        return Optional.of(Instant.ofEpochSecond(value.longValue()));
    }
}
