package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A plugin as one tenant has installed it, with a connection of its own.
 *
 * @param connection id of the connection, which has its own token
 * @param granted actions; a plugin has no others in this tenant
 * @param roles by which the tenant's row and field rules concern it
 * @param generation grows when all its tokens are to end
 */
public record Installation(
        UUID id,
        String plugin,
        TenantId tenant,
        String connection,
        boolean suspended,
        Set<String> granted,
        Set<String> roles,
        long generation,
        List<SecretFacts> secrets,
        Instant createdAt) {

    public Installation {
        granted = Set.copyOf(granted);
        roles = Set.copyOf(roles);
        secrets = List.copyOf(secrets);
    }

    /** The name of its connection as a caller. */
    public String caller() {
        return "plugin-connection:" + connection;
    }
}
