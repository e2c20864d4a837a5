package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Sight;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What roles allow that exist without any policy file; no row or field rules, and no space that is limited to some workflows. */
public final class BuiltInRoles implements Policies {

    private static final Set<String> READER =
            Set.of("workflows:read", "links:read", "files:read", "outbox:read", "*:use");
    private static final Map<String, Set<String>> ROLES = Map.of(
            "connector.reader", READER,
            "connector.writer",
                    Set.of("workflows:read", "links:read", "files:read", "outbox:read", "links:write", "files:write"),
            "connector.relay", Set.of("relay:use"),
            "connector.admin", Set.of("tenant:admin"),
            "connector.account", Set.of("relay:use", "account:relay"));

    @Override
    public Decision decide(Tenant tenant, Principal principal, Need need) {
        Rights rights = principal.tenants().get(tenant.id());
        boolean allowed = rights != null
                && rights.actions().map(only -> only.contains(need.action())).orElse(true)
                && tenant.spaces()
                        .filter(space -> space.kind() == need.kind())
                        .filter(space -> space.workflows().isEmpty())
                        .filter(space -> need.space().map(space.id()::equals).orElse(true))
                        .anyMatch(space -> roles(rights, space).stream().anyMatch(role -> allows(role, need)));
        return allowed
                ? new Decision.Allowed(Optional.empty(), Sight.unlimited(), false, List.of())
                : new Decision.Denied(List.of());
    }

    private static Set<String> roles(Rights rights, Space space) {
        Set<String> roles = new TreeSet<>(rights.roles());
        roles.addAll(rights.scoped().getOrDefault(space.id(), Set.of()));
        return roles;
    }

    private static boolean allows(String role, Need need) {
        Set<String> actions = ROLES.getOrDefault(role, Set.of());
        boolean ofModule = need.kind() == SpaceKind.OPERATIONAL
                && need.action().endsWith(":use")
                && !need.action().equals("relay:use");
        return actions.contains(need.action())
                || (ofModule && (role.equals("connector.reader") || role.equals("connector.writer")));
    }
}
