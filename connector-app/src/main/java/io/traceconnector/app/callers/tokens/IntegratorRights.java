package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a token that a service account signed is worth: never more than the account has now. */
final class IntegratorRights {

    private final Map<TenantId, Map<String, List<String>>> groups;
    private final Tenants tenants;

    IntegratorRights(IntegratorsConfig config, Tenants tenants) {
        this.groups = config.groups();
        this.tenants = tenants;
    }

    /** @throws RefusedTokenException where the token names a tenant that is not the account's */
    Principal principal(IntegratorToken token, ServiceAccount account, String credential) {
        return token.user()
                .map(user -> ofUser(token, user, account, credential))
                .orElseGet(() -> ofAccount(token, account, credential));
    }

    private Principal ofUser(
            IntegratorToken token, IntegratorToken.User user, ServiceAccount account, String credential) {
        if (tenants.named(user.project())
                .map(Tenant::id)
                .filter(account.tenant()::equals)
                .isEmpty()) {
            throw RefusedTokenException.forbidden(
                    "project_forbidden", "The token's project_id is not a project of its service account.");
        }
        return new Principal(
                "integrator-user:" + account.clientId(),
                Principal.Kind.INTEGRATOR_USER,
                Optional.of(user.id()),
                Map.of(
                        account.tenant(),
                        new Rights(
                                Set.of(),
                                scoped(token.groups(), account),
                                Optional.empty(),
                                resources(token, account),
                                Optional.of(account.scopedRoles()))),
                claims(token, user, account),
                token.expires(),
                credential);
    }

    private static Principal ofAccount(IntegratorToken token, ServiceAccount account, String credential) {
        return new Principal(
                account.caller(),
                Principal.Kind.SERVICE_ACCOUNT,
                Optional.empty(),
                Map.of(account.tenant(), Rights.ofAccount(account.scopedRoles(), resources(token, account))),
                Map.of("client_id", Set.of(account.clientId())),
                token.expires(),
                credential);
    }

    private static Optional<List<String>> resources(IntegratorToken token, ServiceAccount account) {
        return Optional.of(PathPatterns.common(token.resources(), account.resources()));
    }

    /** In each of the account's spaces: groups that have the name of a role that the account itself has, and the roles that the configuration gives to groups. */
    private Map<UUID, Set<String>> scoped(Set<String> given, ServiceAccount account) {
        Set<String> mapped = mapped(given, account.tenant());
        Map<UUID, Set<String>> roles = new HashMap<>();
        account.scopedRoles().forEach((space, own) -> {
            Set<String> here = new HashSet<>(given);
            here.retainAll(own);
            here.addAll(mapped);
            if (!here.isEmpty()) {
                roles.put(space, here);
            }
        });
        return roles;
    }

    private Set<String> mapped(Set<String> given, TenantId tenant) {
        Map<String, List<String>> known = groups.getOrDefault(tenant, Map.of());
        Set<String> roles = new HashSet<>();
        given.forEach(group -> roles.addAll(known.getOrDefault(group, List.of())));
        return roles;
    }

    private static Map<String, Set<String>> claims(
            IntegratorToken token, IntegratorToken.User user, ServiceAccount account) {
        return Map.of(
                "user_id", Set.of(user.id()),
                "project_id", Set.of(user.project()),
                "client_id", Set.of(account.clientId()),
                "groups", token.groups(),
                "access_control_id", token.accessControl());
    }
}
