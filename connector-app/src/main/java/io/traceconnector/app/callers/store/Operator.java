package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person who logs in with a password.
 *
 * @param tenants with the roles that the person has there
 * @param networks ranges of addresses from where the password and what was given for it may be used; empty where from everywhere
 * @param generation grows when everything that the operator was given is to end: with each change of password, each log-out of everything, and
 *     whatever takes a right away
 */
public record Operator(
        UUID id,
        String name,
        boolean enabled,
        Map<TenantId, Set<String>> tenants,
        Optional<Networks> networks,
        long generation,
        Instant createdAt)
        implements Confined {

    public Operator {
        tenants = Map.copyOf(tenants);
    }

    /** The same for somebody who may know of these tenants, and of these networks. */
    Operator shownWith(Map<TenantId, Set<String>> tenants, Optional<Networks> networks) {
        return new Operator(id, name, enabled, tenants, networks, generation, createdAt);
    }

    /** Its name as a caller. */
    public String caller() {
        return "operator:" + name;
    }
}
