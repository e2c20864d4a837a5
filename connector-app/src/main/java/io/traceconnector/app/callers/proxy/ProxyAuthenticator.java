package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.Verdict;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes up whom a trusted proxy has named; the proof was checked when the request came in. Asks nobody. */
public final class ProxyAuthenticator implements Authenticator {

    private final ProxyConfig config;
    private final Tenants tenants;
    private final Clock clock;

    public ProxyAuthenticator(ProxyConfig config, Tenants tenants, Clock clock) {
        this.config = config;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Proxied && config.proof().isPresent();
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return Optional.of(authenticate(credential, facts));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        if (!(credential instanceof Presented.Proxied proxied)) {
            throw new IllegalArgumentException("not a credential of a proxy");
        }
        if (proxied.tenant().isEmpty() && config.tenants().size() > 1) {
            return new Verdict.Rejected(
                    400,
                    "tenant_required",
                    "The proxy must name a tenant in "
                            + config.identityHeaders().tenant() + ".");
        }
        // A tenant that does not exist and one that is not for this proxy look the same.
        return tenant(proxied)
                .<Verdict>map(tenant -> new Verdict.Accepted(principal(proxied, tenant)))
                .orElseGet(() -> new Verdict.Rejected(
                        403,
                        "tenant_not_allowed",
                        "The proxy may not name this tenant, or there is none of that name."));
    }

    private Optional<TenantId> tenant(Presented.Proxied proxied) {
        return proxied.tenant()
                .flatMap(name -> tenants.named(name).map(Tenant::id))
                .or(() -> proxied.tenant().isEmpty()
                        ? Optional.of(config.tenants().getFirst())
                        : Optional.empty())
                .filter(config.tenants()::contains);
    }

    private Principal principal(Presented.Proxied proxied, TenantId tenant) {
        Set<String> roles = new HashSet<>(config.roles());
        proxied.groups().forEach(group -> roles.addAll(config.groupRoles().getOrDefault(group, List.of())));
        String id = "proxy-user:" + proxied.user();
        return new Principal(
                id,
                Principal.Kind.PROXY_USER,
                Optional.empty(),
                Map.of(tenant, Rights.of(roles.toArray(String[]::new))),
                Map.of("user_id", Set.of(proxied.user()), "groups", Set.copyOf(proxied.groups())),
                clock.instant().plus(config.believedFor()),
                id + "@" + tenant);
    }
}
