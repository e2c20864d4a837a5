package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.PluginCallers;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.store.Confined;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a token of ours is worth now: what it says, as far as those it was given to still have it. */
final class Standing {

    private final Identities identities;

    Standing(Identities identities) {
        this.identities = identities;
    }

    /** @throws RefusedTokenException where it was revoked, or what it was traded for, or whom it was given to is gone, disabled or of another generation */
    Principal of(OwnToken token) {
        OwnToken.Facts shown = token.facts();
        if (identities.isRevoked(shown.id())
                || shown.origin().filter(identities::isRevoked).isPresent()) {
            throw ended();
        }
        return switch (token) {
            case OwnToken.OfAccount account -> account(account);
            case OwnToken.OfOperator operator -> operator(operator);
            case OwnToken.OfConnection connection -> connection(connection);
        };
    }

    /**
     * The same, for somebody who shows the token from there.
     *
     * @throws RefusedTokenException also where whom it was given to may not be used from there
     */
    Principal of(OwnToken token, InetAddress source) {
        Principal principal = of(token);
        Optional<? extends Confined> holder = switch (token) {
            case OwnToken.OfAccount account -> identities.serviceAccount(account.account());
            case OwnToken.OfOperator operator -> identities.operator(operator.operator());
            case OwnToken.OfConnection connection ->
                identities.plugin(connection.facts().client());
        };
        if (holder.filter(found -> found.isUsableFrom(source)).isEmpty()) {
            // As one that is over: nobody learns elsewhere that it is good.
            throw ended();
        }
        return principal;
    }

    private Principal account(OwnToken.OfAccount token) {
        OwnToken.Facts facts = token.facts();
        ServiceAccount account = identities
                .serviceAccount(token.account())
                .filter(found -> found.enabled()
                        && found.tenant().equals(facts.tenant())
                        && found.clientId().equals(facts.client())
                        && found.generation() == facts.generation())
                .orElseThrow(Standing::ended);
        Rights rights = Rights.ofAccount(
                common(token.spaces(), account.scopedRoles()),
                Optional.of(account.resources()).filter(patterns -> !patterns.isEmpty()));
        return principal(
                account.caller(),
                Principal.Kind.SERVICE_ACCOUNT,
                Map.of(account.tenant(), rights),
                Map.of("client_id", Set.of(account.clientId())),
                facts);
    }

    private Principal operator(OwnToken.OfOperator token) {
        OwnToken.Facts facts = token.facts();
        Operator operator = identities
                .operator(token.operator())
                .filter(found -> found.enabled()
                        && found.generation() == facts.generation()
                        && found.tenants().containsKey(facts.tenant()))
                .orElseThrow(Standing::ended);
        Map<TenantId, Rights> tenants = new HashMap<>();
        operator.tenants().forEach((tenant, roles) -> tenants.put(tenant, Rights.of(roles.toArray(String[]::new))));
        return principal(operator.caller(), Principal.Kind.OPERATOR, tenants, Map.of(), facts);
    }

    private Principal connection(OwnToken.OfConnection token) {
        OwnToken.Facts facts = token.facts();
        Installation installation = identities
                .installation(token.installation())
                .filter(found -> !found.suspended()
                        && found.tenant().equals(facts.tenant())
                        && found.plugin().equals(facts.client())
                        && found.generation() == facts.generation())
                .orElseThrow(Standing::ended);
        if (identities.plugin(installation.plugin()).filter(Plugin::enabled).isEmpty()) {
            throw ended();
        }
        Rights whole = PluginCallers.rights(installation);
        Rights rights = new Rights(
                whole.roles(),
                Map.of(),
                Optional.of(common(token.actions(), installation.granted())),
                Optional.empty());
        return principal(
                installation.caller(),
                Principal.Kind.PLUGIN_CONNECTION,
                Map.of(installation.tenant(), rights),
                Map.of("plugin", Set.of(installation.plugin())),
                facts);
    }

    private static Principal principal(
            String id,
            Principal.Kind kind,
            Map<TenantId, Rights> tenants,
            Map<String, Set<String>> claims,
            OwnToken.Facts facts) {
        return new Principal(id, kind, Optional.empty(), tenants, claims, facts.expires(), "token:" + facts.id());
    }

    static Map<UUID, Set<String>> common(Map<UUID, Set<String>> some, Map<UUID, Set<String>> others) {
        Map<UUID, Set<String>> common = new HashMap<>();
        some.forEach((space, roles) -> {
            Set<String> both = common(roles, others.getOrDefault(space, Set.of()));
            if (!both.isEmpty()) {
                common.put(space, both);
            }
        });
        return common;
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static RefusedTokenException ended() {
        return new RefusedTokenException("The token does not count any more.");
    }
}
