package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.Tenant;
import java.util.List;

/** The tenants that were made at run time; those of the configuration are not among them. Safe for many threads; asks nobody. */
public interface StoredTenants {

    /**
     * In the order of their ids.
     *
     * @throws io.traceconnector.api.ProblemException 503 where the store is away: to go on as if there were none would give their
     *     organisations to another tenant
     */
    List<Tenant> all();
}
