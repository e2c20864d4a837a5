package io.traceconnector.app.callers.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A third party's extension, which tenants install.
 *
 * @param id has no colon
 * @param wanted actions that it asks tenants for
 */
public record Plugin(
        String id,
        String description,
        boolean enabled,
        Set<String> wanted,
        List<SecretFacts> secrets,
        Instant createdAt) {

    public Plugin {
        wanted = Set.copyOf(wanted);
        secrets = List.copyOf(secrets);
    }
}
