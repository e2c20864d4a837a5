package io.traceconnector.app.callers.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A service account as it is asked for.
 *
 * @param clientId {@code <number>-<space>.<tenant>.trace-connector} or {@code <tenant>:<space>:<anything>}; left out, one of the first form is made
 * @param scopedRoles roles by space: of exactly one operational space, and of the definitional one, which is added with the role
 *     {@code connector.reader} where it is missing
 * @param resources patterns of paths that its tokens reach at most: {@link ServiceAccount#resources}
 * @param networks from where it may be used; empty where from everywhere
 */
public record AccountDraft(
        Optional<String> clientId,
        String description,
        Map<UUID, Set<String>> scopedRoles,
        List<String> resources,
        List<String> networks) {

    public AccountDraft {
        scopedRoles = Map.copyOf(scopedRoles);
        resources = List.copyOf(resources);
        networks = List.copyOf(networks);
    }
}
