package io.traceconnector.app.callers.usage;

/**
 * Daily quotas; above them 429 {@code quota_exceeded}.
 *
 * @param caller of each caller in each tenant
 * @param tenant of each tenant together
 */
public record QuotaConfig(LimitConfig caller, LimitConfig tenant) {}
