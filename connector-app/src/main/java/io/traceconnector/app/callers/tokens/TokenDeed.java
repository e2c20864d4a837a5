package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;

/**
 * Who had to do with which token, for the record.
 *
 * @param tenant in whose record it stands: the one that was asked, or that of a client that asked another one
 * @param caller by the name as a caller
 * @param token its {@code jti}; empty where there was no good one
 */
public record TokenDeed(TenantId tenant, String caller, String token) {}
