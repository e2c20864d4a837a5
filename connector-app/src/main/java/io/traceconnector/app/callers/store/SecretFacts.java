package io.traceconnector.app.callers.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What may be said of a secret; the secret itself was shown once.
 *
 * @param notBefore from when on it counts, where that was not at once
 */
public record SecretFacts(
        String id,
        Instant createdAt,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {

    boolean hasBegun(Instant now) {
        return notBefore.filter(now::isBefore).isEmpty();
    }

    boolean lives(Instant now) {
        return hasBegun(now) && expiresAt.map(now::isBefore).orElse(true);
    }

    SecretFacts endingAt(Instant end) {
        return new SecretFacts(id, createdAt, notBefore, Optional.of(end), lastUsedAt);
    }

    SecretFacts lastUsedAt(Optional<Instant> used) {
        return new SecretFacts(id, createdAt, notBefore, expiresAt, used);
    }
}
