package io.traceconnector.app.callers.throttle;

import io.traceconnector.api.Default;

/** How many answers that last, such as streams of events, there may be at a time. */
public record CapsConfig(
        @Default("32") int perCredential,
        @Default("256") int perTenant,
        @Default("128") int perSource) {

    public CapsConfig {
        if (perCredential < 1 || perTenant < 1 || perSource < 1) {
            throw new IllegalArgumentException("per-credential, per-tenant and per-source must be at least 1");
        }
    }
}
