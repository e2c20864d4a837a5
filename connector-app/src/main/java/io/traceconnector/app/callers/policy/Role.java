package io.traceconnector.app.callers.policy;

import io.traceconnector.app.callers.SpaceKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a role allows.
 *
 * @param allow patterns of actions
 * @param spaces in which it counts
 * @param claims by which somebody has it whose credential does not name it
 */
record Role(Set<String> allow, Set<SpaceKind> spaces, List<When.HasClaim> claims) {

    /** All roles of the connector's own have names that begin so; files define none of that name. */
    static final String RESERVED = "connector.";

    private static final Set<SpaceKind> EVERYWHERE = Set.of(SpaceKind.values());

    /** Roles that exist without and beside every policy file. */
    static final Map<String, Role> BUILT_IN = Map.of(
            "connector.reader",
            of("workflows:read", "links:read", "files:read", "outbox:read", Actions.MODULES),
            "connector.writer",
            of(
                    "workflows:read",
                    "links:read",
                    "files:read",
                    "outbox:read",
                    Actions.MODULES,
                    "links:write",
                    "files:write"),
            "connector.relay",
            of("relay:use"),
            "connector.admin",
            of(Actions.ADMIN),
            "connector.account",
            of("relay:use", "account:relay"));

    Role {
        allow = Set.copyOf(allow);
        spaces = Set.copyOf(spaces);
        claims = List.copyOf(claims);
    }

    static Role of(String... allow) {
        return new Role(Set.of(allow), EVERYWHERE, List.of());
    }

    boolean allows(String action, SpaceKind kind) {
        return (action.equals(Actions.ADMIN) || spaces.contains(kind)) && Actions.allows(allow, action);
    }

    boolean isGivenTo(Subject subject) {
        return claims.stream().anyMatch(claim -> claim.matches(subject));
    }
}
