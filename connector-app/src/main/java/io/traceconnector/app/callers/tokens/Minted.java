package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that was just made. Prints as nothing.
 *
 * @param deed whom it was made for
 * @param seconds that it lives
 * @param scope what it is good for, as in RFC 6749 section 3.3
 * @param binding to what whoever shows it must hold
 * @param notBefore seconds since 1970: tokens from before then count no longer; 0 where all of them count
 * @param refresh what the next one can be had for; empty where there is nothing of the kind
 */
public record Minted(
        String token,
        TokenDeed deed,
        long seconds,
        Instant expires,
        String scope,
        Binding binding,
        long notBefore,
        Optional<RefreshToken> refresh) {

    /** The same for somebody all of whose tokens ended at that time. */
    Minted notBefore(Optional<Instant> ended) {
        long from = ended.map(Instant::getEpochSecond).orElse(0L);
        return new Minted(token, deed, seconds, expires, scope, binding, from, refresh);
    }

    /** The same with that beside it. */
    Minted with(RefreshToken next) {
        return new Minted(token, deed, seconds, expires, scope, binding, notBefore, Optional.of(next));
    }

    @Override
    public String toString() {
        return "Minted";
    }
}
