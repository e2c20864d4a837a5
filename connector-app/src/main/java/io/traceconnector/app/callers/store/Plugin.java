package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A third party's extension, which tenants install.
 *
 * @param id has no colon
 * @param owner the tenant whose administrators change it; empty where only operators of the connector do
 * @param wanted actions that it asks tenants for
 * @param networks ranges of addresses from where it, its connections and what they were given may be used; empty where from everywhere
 */
public record Plugin(
        String id,
        Optional<TenantId> owner,
        String description,
        boolean enabled,
        Set<String> wanted,
        Optional<Networks> networks,
        List<SecretFacts> secrets,
        Instant createdAt)
        implements Confined {

    public Plugin {
        wanted = Set.copyOf(wanted);
        secrets = List.copyOf(secrets);
    }
}
