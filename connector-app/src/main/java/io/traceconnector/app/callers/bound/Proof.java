package io.traceconnector.app.callers.bound;

/**
 * A proof that was good, once.
 *
 * @param thumbprint of the key that signed it
 * @param id its {@code jti}
 */
record Proof(String thumbprint, String id) {}
