package io.traceconnector.app.callers.store;

import io.traceconnector.api.Default;

/**
 * How much is kept; more is refused.
 *
 * @param each service accounts, and as many plugins, installations, operators and tenants
 * @param takenOfScope ids that count once and have not expired, of one scope
 * @param taken the same of all scopes; about 200 bytes of memory each
 */
public record StoreBounds(
        @Default("10000") int each,
        @Default("100000") int takenOfScope,
        @Default("1000000") int taken) {

    public StoreBounds {
        if (each < 1 || takenOfScope < 1 || taken < 1) {
            throw new IllegalArgumentException("the bounds of the callers' store must be at least 1");
        }
    }
}
