package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is to become different about a tenant.
 *
 * @param added what it gets beside what it has; a space of a name that it has takes that one's place and keeps its id, a policy and a kind the place of the one before
 * @param withoutPolicy whether the built-in roles are to count
 * @param withoutSpaces names of operational spaces that are to go
 */
public record TenantChange(TenantDraft added, boolean withoutPolicy, Set<String> withoutSpaces) {

    public TenantChange {
        withoutSpaces = Set.copyOf(withoutSpaces);
        if (withoutPolicy && added.policy().isPresent()) {
            throw new IllegalArgumentException("a tenant has a policy or none");
        }
    }

    Tenant appliedTo(Tenant before) {
        return new Tenant(
                before.id(),
                added.kind().orElse(before.kind()),
                before.enabled(),
                union(before.aliases(), added.aliases()),
                union(before.organisations(), added.organisations()),
                before.definitional(),
                spaces(before.operational()),
                withoutPolicy ? Optional.empty() : added.policy().or(before::policy));
    }

    private List<Space> spaces(List<Space> before) {
        Map<String, Space> spaces = new LinkedHashMap<>();
        before.forEach(space -> spaces.put(space.name(), space));
        for (SpaceDraft draft : added.spaces()) {
            Space same = spaces.get(draft.name());
            UUID id = same == null ? UUID.randomUUID() : same.id();
            spaces.put(draft.name(), new Space(id, draft.name(), SpaceKind.OPERATIONAL, draft.workflows()));
        }
        spaces.keySet().removeAll(withoutSpaces);
        return List.copyOf(spaces.values());
    }

    private static <T> Set<T> union(Set<T> some, Set<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
