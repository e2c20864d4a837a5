package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plugins: all of them, or those that one tenant owns; to whom has those, any other is as good as none. Safe for many threads. */
public final class PluginAdministration {

    private final Ledger ledger;
    private final OpenPlugins open;
    private final Optional<TenantId> owner;

    PluginAdministration(Ledger ledger, OpenPlugins open) {
        this(ledger, open, Optional.empty());
    }

    private PluginAdministration(Ledger ledger, OpenPlugins open, Optional<TenantId> owner) {
        this.ledger = ledger;
        this.open = open;
        this.owner = owner;
    }

    /** Those that a tenant owns; what is made there is the tenant's. */
    public PluginAdministration of(TenantId tenant) {
        return new PluginAdministration(ledger, open, Optional.of(tenant));
    }

    /** In the order of their ids. */
    public List<Plugin> list() {
        return all().filter(this::isOurs).toList();
    }

    /** Those that any tenant can install now, whoever owns them, in the order of their ids. */
    public List<Plugin> offers() {
        return all().filter(open::isOpen).toList();
    }

    private Stream<Plugin> all() {
        return ledger.known().plugins().stream().map(PluginEntry::plugin);
    }

    private boolean isOurs(Plugin plugin) {
        return owner.isEmpty() || plugin.owner().equals(owner);
    }

    /** @throws ProblemException 404 */
    public Plugin get(String id) {
        return find(ledger.known(), id).plugin();
    }

    /**
     * @param wanted actions that tenants are asked for
     * @param networks from where it may be used; none for everywhere
     * @throws ProblemException 400 where one is no range, 409 where the id is taken, by whomever
     */
    public Issued<Plugin> create(String id, String description, Set<String> wanted, List<String> networks) {
        Names.checkPlugin(id);
        Names.checkText(description);
        Names.checkActions(wanted);
        Optional<Networks> ranges = Names.networks(networks);
        return ledger.change(known -> {
            if (known.plugin(id).isPresent()) {
                throw Refusals.taken("plugin_exists", "There is a plugin of this id.");
            }
            if (known.plugins().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Instant now = ledger.clock().instant();
            NewSecret secret = NewSecret.of(ledger, Secret.Kind.PLUGIN, id);
            Secrets secrets = secret.alone(now);
            Plugin plugin = new Plugin(id, owner, description, true, wanted, ranges, secrets.facts(), now);
            return new Ledger.Change<>(
                    new Issued<>(plugin, secret.secret().text()),
                    List.of(new Event.PluginKept(new PluginEntry(plugin, secrets.hashes()))));
        });
    }

    /**
     * Gives a new secret. The tokens that were traded for the one before it end also where that ends at once.
     *
     * @throws ProblemException 400 where the rotation takes too long
     */
    public Issued<Plugin> rotate(String id, Rotation rotation) {
        return ledger.change(known -> {
            PluginEntry before = find(known, id);
            NewSecret secret = NewSecret.of(ledger, Secret.Kind.PLUGIN, id);
            PluginEntry after =
                    before.with(secret.addedTo(before.secrets(), ledger.clock().instant(), rotation));
            List<Event> events = new ArrayList<>(List.of(new Event.PluginKept(after)));
            if (rotation.revokeIssued() || rotation.endsTheOneBefore()) {
                events.addAll(endOfTokens(known, id));
            }
            return new Ledger.Change<>(
                    new Issued<>(after.plugin(), secret.secret().text()), events);
        });
    }

    /** Disabling ends all tokens that it has had in any tenant. */
    public Plugin enable(String id, boolean enabled) {
        return ledger.change(known -> {
            PluginEntry after = find(known, id).enabled(enabled);
            List<Event> events = new ArrayList<>(List.of(new Event.PluginKept(after)));
            if (!enabled) {
                events.addAll(endOfTokens(known, id));
            }
            return new Ledger.Change<>(after.plugin(), events);
        });
    }

    /**
     * Changes from where the plugin and its connections may be used: at once, with tokens that were given out before as well.
     *
     * @param networks ranges such as {@code 10.0.0.0/8}; none for everywhere
     * @throws ProblemException 400 where one is no range
     */
    public Plugin limit(String id, List<String> networks) {
        Optional<Networks> ranges = Names.networks(networks);
        return ledger.change(known -> {
            PluginEntry after = find(known, id).withNetworks(ranges);
            return new Ledger.Change<>(after.plugin(), List.of(new Event.PluginKept(after)));
        });
    }

    /** With all its installations. */
    public Plugin delete(String id) {
        return ledger.change(known -> {
            Plugin plugin = find(known, id).plugin();
            List<Event> events = new ArrayList<>(List.of(new Event.PluginRemoved(id)));
            installations(known, id)
                    .forEach(entry -> events.add(
                            new Event.InstallationRemoved(entry.installation().id())));
            return new Ledger.Change<>(plugin, events);
        });
    }

    /** Of those that it has had in any tenant. */
    private static List<Event> endOfTokens(Known known, String plugin) {
        return installations(known, plugin).stream()
                .<Event>map(entry -> new Event.InstallationKept(entry.nextGeneration()))
                .toList();
    }

    private static List<InstallationEntry> installations(Known known, String plugin) {
        return known.installations().stream()
                .filter(entry -> entry.installation().plugin().equals(plugin))
                .toList();
    }

    private PluginEntry find(Known known, String id) {
        return known.plugin(id).filter(entry -> isOurs(entry.plugin())).orElseThrow(Refusals::pluginUnknown);
    }
}
