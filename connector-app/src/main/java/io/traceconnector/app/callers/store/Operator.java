package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A person who logs in with a password.
 *
 * @param tenants with the roles that the person has there
 * @param generation grows when everything that the operator was given is to end: with each change of password, each log-out of everything, and
 *     whatever takes a right away
 */
public record Operator(
        UUID id, String name, boolean enabled, Map<TenantId, Set<String>> tenants, long generation, Instant createdAt) {

    public Operator {
        tenants = Map.copyOf(tenants);
    }

    /** Its name as a caller. */
    public String caller() {
        return "operator:" + name;
    }
}
