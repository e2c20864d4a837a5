package io.traceconnector.app.callers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tenants of a configuration that says of them no more than it must. */
public final class TestingTenants {

    private TestingTenants() {}

    public static TenantConfig config(String... organisations) {
        return config(List.of(organisations), List.of());
    }

    static TenantConfig config(List<String> organisations, List<String> aliases) {
        return new TenantConfig(
                organisations, aliases, Optional.empty(), Map.of(), Optional.empty(), TenantKind.PRODUCTION, true);
    }
}
