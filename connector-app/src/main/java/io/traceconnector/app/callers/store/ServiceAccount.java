package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An application that has an account of its own.
 *
 * @param clientId unique among all tenants
 * @param email unique among all tenants; issuer and subject of the tokens that it signs itself
 * @param scopedRoles roles by space: one operational space, and the tenant's definitional one
 * @param keys public keys of tokens that it signs itself
 * @param resources patterns of paths that its tokens reach at most; without any, those that are given to it reach every path, and those that it signs none
 * @param networks ranges of addresses from where it may be used; empty where from everywhere
 * @param generation grows when all its tokens are to end; a token counts only with the generation of now
 * @param tokensFrom when the generation grew last; empty where it never did
 * @param secrets at most two that live
 */
public record ServiceAccount(
        UUID id,
        TenantId tenant,
        String clientId,
        String email,
        String description,
        boolean enabled,
        Map<UUID, Set<String>> scopedRoles,
        List<RegisteredKey> keys,
        List<String> resources,
        Optional<Networks> networks,
        long generation,
        Optional<Instant> tokensFrom,
        List<SecretFacts> secrets,
        Instant createdAt)
        implements Confined {

    public ServiceAccount {
        scopedRoles = Map.copyOf(scopedRoles);
        keys = List.copyOf(keys);
        resources = List.copyOf(resources);
        secrets = List.copyOf(secrets);
    }

    /** Its name as a caller. */
    public String caller() {
        return "service-account:" + clientId;
    }
}
