package io.traceconnector.app;

import io.traceconnector.app.callers.AccountCallers;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.ConfiguredTokens;
import io.traceconnector.app.callers.ProxiedIdentities;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.network.NetworkAuthenticator;
import io.traceconnector.app.callers.network.NetworkConfig;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.proxy.ProxyAuthenticator;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.trace.Relay;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the ways in which callers are recognised in their order: the one that knows its credentials best stands first. */
record CallersChain(TenantDirectory tenants, Callers callers) {

    private static final List<String> TOKEN_ROLES = List.of("connector.writer", "connector.relay");

    /** @throws IllegalArgumentException with the part of the configuration that cannot be used */
    static CallersChain of(ConnectorConfig config, Relay relay, Clock clock) {
        TenantDirectory tenants =
                new TenantDirectory(config.tenants(), config.organisations().keySet(), List::of);
        List<Authenticator> authenticators = new ArrayList<>();
        authenticators.add(new ConfiguredTokens(
                config.callers().tokens(), config.callers().tokenRoles().orElse(TOKEN_ROLES), tenants));
        authenticators.add(new AccountCallers(config.callers(), config.organisations(), relay, tenants, clock));
        ProxyConfig proxies = config.callers().proxies();
        authenticators.add(new ProxyAuthenticator(proxies, tenants, clock));
        NetworkConfig network = config.callers().network();
        NetworkAuthenticator.requireClosed(
                network, List.of(config.http().host(), config.http().managementHost()));
        authenticators.add(new NetworkAuthenticator(network));
        // Whom a proxy names was found, with its proof, when the request came in.
        ProxiedIdentities proxied = (facts, withAuthorization) -> facts.proxied()
                .<ProxiedIdentities.Named>map(ProxiedIdentities.Somebody::new)
                .orElseGet(ProxiedIdentities.Nobody::new);
        return new CallersChain(
                tenants, new Callers(authenticators, proxied, tenants, new BuiltInRoles(), (patterns, path) -> false));
    }
}
