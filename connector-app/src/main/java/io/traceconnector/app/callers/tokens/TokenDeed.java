package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;

/**
 * Who had to do with which token, for the record.
 *
 * @param tenant whose issuer was asked
 * @param caller by the name as a caller
 * @param token its {@code jti}; empty where there was no good one
 */
public record TokenDeed(TenantId tenant, String caller, String token) {}
