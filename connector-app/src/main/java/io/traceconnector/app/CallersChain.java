package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.callers.AccountCallers;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.ConfiguredTokens;
import io.traceconnector.app.callers.ProxiedIdentities;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.store.IdentityStore;
import io.traceconnector.app.callers.store.StoredTenants;
import io.traceconnector.app.journal.JournalOwner;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.chainscript.Algorithms;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the ways in which callers are recognised in their order: the one that knows its credentials best stands first. */
record CallersChain(TenantDirectory tenants, Callers callers) {

    private static final List<String> TOKEN_ROLES = List.of("connector.writer", "connector.relay");

    /** The store of callers that are made at run time, under the keys of the organisation that is configured, or the first one. */
    static IdentityStore store(ConnectorConfig config, Path data, KeyRing keys, Algorithms algorithms, Clock clock) {
        OrganisationId owner = config.callers()
                .store()
                .organisation()
                .orElseGet(() -> config.organisations().keySet().iterator().next());
        return IdentityStore.open(
                config.callers().store(), data.resolve("callers"), new JournalOwner(owner, keys, algorithms), clock);
    }

    /**
     * @param made tenants of the store
     * @throws IllegalArgumentException with the part of the configuration that cannot be used
     */
    static CallersChain of(ConnectorConfig config, StoredTenants made, Relay relay, Clock clock) {
        TenantDirectory tenants =
                new TenantDirectory(config.tenants(), config.organisations().keySet(), made::all);
        List<Authenticator> authenticators = new ArrayList<>();
        authenticators.add(new ConfiguredTokens(
                config.callers().tokens(), config.callers().tokenRoles().orElse(TOKEN_ROLES), tenants));
        authenticators.add(new AccountCallers(config.callers(), config.organisations(), relay, tenants, clock));
        ProxiedIdentities nobody = (facts, withAuthorization) -> new ProxiedIdentities.Nobody();
        return new CallersChain(
                tenants, new Callers(authenticators, nobody, tenants, new BuiltInRoles(), (patterns, path) -> false));
    }
}
