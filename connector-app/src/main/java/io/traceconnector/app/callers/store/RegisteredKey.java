package io.traceconnector.app.callers.store;

import java.time.Instant;

/**
 * A public key of a service account.
 *
 * @param jwk as JSON (RFC 7517), public part only
 */
public record RegisteredKey(String kid, String jwk, Instant createdAt) {}
