package io.traceconnector.app;

import io.traceconnector.app.callers.AccountCallers;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.ConfiguredTokens;
import io.traceconnector.app.callers.ProxiedIdentities;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.policy.BuiltInRoles;
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
        ProxiedIdentities nobody = (facts, withAuthorization) -> new ProxiedIdentities.Nobody();
        return new CallersChain(
                tenants, new Callers(authenticators, nobody, tenants, new BuiltInRoles(), (patterns, path) -> false));
    }
}
