package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.store.Networks;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A service account that is another one but for what is said. */
public final class ChangedAccount {

    private final ServiceAccount before;
    private UUID id;
    private String clientId;
    private String email;
    private boolean enabled;
    private Map<UUID, Set<String>> roles;
    private final List<RegisteredKey> keys;
    private List<String> resources;
    private Optional<Networks> networks;
    private long generation;
    private Optional<Instant> tokensFrom = Optional.empty();

    private ChangedAccount(ServiceAccount before) {
        this.before = before;
        this.id = before.id();
        this.clientId = before.clientId();
        this.email = before.email();
        this.enabled = before.enabled();
        this.roles = before.scopedRoles();
        this.keys = new ArrayList<>(before.keys());
        this.resources = before.resources();
        this.networks = before.networks();
        this.generation = before.generation();
    }

    public static ChangedAccount of(ServiceAccount before) {
        return new ChangedAccount(before);
    }

    /** Somebody else, under a name of its own. */
    public ChangedAccount named(String other, String address) {
        clientId = other;
        email = address;
        return id(UUID.randomUUID());
    }

    ChangedAccount id(UUID other) {
        id = other;
        return this;
    }

    public ChangedAccount enabled(boolean now) {
        enabled = now;
        return this;
    }

    ChangedAccount roles(Map<UUID, Set<String>> others) {
        roles = others;
        return this;
    }

    ChangedAccount and(RegisteredKey key) {
        keys.add(key);
        return this;
    }

    ChangedAccount resources(String... patterns) {
        resources = List.of(patterns);
        return this;
    }

    ChangedAccount usableFrom(String... ranges) {
        networks = Optional.of(new Networks(List.of(ranges)));
        return this;
    }

    public ChangedAccount tokensFrom(Instant time) {
        tokensFrom = Optional.of(time);
        return this;
    }

    ChangedAccount nextGeneration() {
        generation++;
        return this;
    }

    public ServiceAccount made() {
        return new ServiceAccount(
                id,
                before.tenant(),
                clientId,
                email,
                before.description(),
                enabled,
                roles,
                keys,
                resources,
                networks,
                generation,
                tokensFrom,
                before.secrets(),
                before.createdAt());
    }
}
