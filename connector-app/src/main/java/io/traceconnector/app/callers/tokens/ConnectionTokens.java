package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Plugin;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tokens of plugins for one tenant, for an hour at most, with some or all of the actions that the tenant granted. */
public final class ConnectionTokens {

    private final Identities identities;
    private final Issuers issuers;
    private final TenantKeys keys;
    private final TokenMint mint;

    ConnectionTokens(Identities identities, Issuers issuers, TenantKeys keys, TokenMint mint) {
        this.identities = identities;
        this.issuers = issuers;
        this.keys = keys;
        this.mint = mint;
    }

    /**
     * Makes one for a plugin that was recognised before, bound to nothing.
     *
     * @param actions that it is to have; those that were not granted are left out
     * @return empty where the plugin is not installed there by that id, the installation is suspended, nothing would be left of it, or the
     *     tenant gives out no tokens
     */
    public Optional<Minted> make(String plugin, UUID installation, Set<String> actions) {
        return make(plugin, installation, actions, new Binding.None());
    }

    Optional<Minted> make(String plugin, UUID installation, Set<String> actions, Binding binding) {
        if (identities.plugin(plugin).filter(Plugin::enabled).isEmpty()) {
            return Optional.empty();
        }
        return identities
                .installation(installation)
                .filter(found -> found.plugin().equals(plugin) && !found.suspended())
                .flatMap(found -> issuers.enabled(found.tenant())
                        .filter(keys::areThere)
                        .flatMap(tenant -> make(tenant, found, actions, binding)));
    }

    /** The actions that an installation of this plugin has, for who asks for all; empty where there is no such installation. */
    public Set<String> granted(String plugin, UUID installation) {
        return identities
                .installation(installation)
                .filter(found -> found.plugin().equals(plugin))
                .map(Installation::granted)
                .orElse(Set.of());
    }

    private Optional<Minted> make(Tenant tenant, Installation installation, Set<String> actions, Binding binding) {
        Set<String> given = new HashSet<>(actions);
        given.retainAll(installation.granted());
        return given.isEmpty()
                ? Optional.empty()
                : Optional.of(mint.forConnection(tenant, installation, given, Origin.none(), binding));
    }
}
