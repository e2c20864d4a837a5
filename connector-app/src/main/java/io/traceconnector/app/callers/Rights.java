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
 * @param bound where present, roles by space of whoever vouches for it: what they do not allow in a space is not allowed there, whatever else
 *     gives it, and neither is administration
 */
public record Rights(
        Set<String> roles,
        Map<UUID, Set<String>> scoped,
        Optional<Set<String>> actions,
        Optional<List<String>> resources,
        Optional<Map<UUID, Set<String>>> bound) {

    public Rights {
        roles = Set.copyOf(roles);
        scoped = Map.copyOf(scoped);
        actions = actions.map(Set::copyOf);
        resources = resources.map(List::copyOf);
        bound = bound.map(Map::copyOf);
    }

    /** Nobody vouches for it but itself. */
    public Rights(
            Set<String> roles,
            Map<UUID, Set<String>> scoped,
            Optional<Set<String>> actions,
            Optional<List<String>> resources) {
        this(roles, scoped, actions, resources, Optional.empty());
    }

    /** Roles of a service account, or some of them: in their spaces and nowhere else. */
    public static Rights ofAccount(Map<UUID, Set<String>> scoped, Optional<List<String>> resources) {
        return new Rights(Set.of(), scoped, Optional.empty(), resources, Optional.of(scoped));
    }

    /** Roles in every space, nothing narrowed. */
    public static Rights of(String... roles) {
        return new Rights(Set.of(roles), Map.of(), Optional.empty(), Optional.empty());
    }
}
