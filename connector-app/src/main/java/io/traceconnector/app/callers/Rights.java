package io.traceconnector.app.callers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a principal brings along for one tenant; what comes of it is the policy's to say.
 *
 * @param roles that it has in every space of the tenant
 * @param scoped roles that it has in one space
 * @param actions where present, what its credential was narrowed to: nothing else is allowed, whatever its roles
 * @param resources where present, patterns of paths that its credential was narrowed to
 */
public record Rights(
        Set<String> roles,
        Map<UUID, Set<String>> scoped,
        Optional<Set<String>> actions,
        Optional<List<String>> resources) {

    public Rights {
        roles = Set.copyOf(roles);
        scoped = Map.copyOf(scoped);
        actions = actions.map(Set::copyOf);
        resources = resources.map(List::copyOf);
    }

    /** Roles in every space, nothing narrowed. */
    public static Rights of(String... roles) {
        return new Rights(Set.of(roles), Map.of(), Optional.empty(), Optional.empty());
    }
}
