package io.traceconnector.app.callers.store;

import java.time.Instant;
import java.util.Optional;

/** What may be said of a secret; the secret itself was shown once. */
public record SecretFacts(String id, Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> lastUsedAt) {}
