package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import java.util.List;
import java.util.Optional;

/** The tenants as they are now. Safe for many threads; asks nobody. */
public interface Tenants {

    /** In the order of their ids. */
    List<Tenant> all();

    Optional<Tenant> byId(TenantId id);

    /** By id or by one of its aliases. */
    Optional<Tenant> named(String name);

    /** Every organisation of the configuration belongs to exactly one tenant. */
    TenantId of(OrganisationId organisation);
}
