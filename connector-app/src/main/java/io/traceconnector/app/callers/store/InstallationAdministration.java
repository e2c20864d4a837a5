package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Plugins as tenants have installed them. Those of another tenant are refused as those that do not exist are. Safe for many threads. */
public final class InstallationAdministration {

    private final Ledger ledger;
    private final OpenPlugins open;

    InstallationAdministration(Ledger ledger, OpenPlugins open) {
        this.ledger = ledger;
        this.open = open;
    }

    /** Oldest first. */
    public List<Installation> list(Tenant tenant) {
        return sorted(all().filter(installation -> installation.tenant().equals(tenant.id())));
    }

    /** In all tenants, oldest first. */
    public List<Installation> list(Plugin plugin) {
        return sorted(all().filter(installation -> installation.plugin().equals(plugin.id())));
    }

    private Stream<Installation> all() {
        return ledger.known().installations().stream().map(InstallationEntry::installation);
    }

    private static List<Installation> sorted(Stream<Installation> some) {
        return some.sorted(Comparator.comparing(Installation::createdAt).thenComparing(Installation::id))
                .toList();
    }

    /** @throws ProblemException 404 */
    public Installation get(Tenant tenant, String id) {
        return find(ledger.known(), tenant, id).installation();
    }

    /**
     * Installs a plugin, and gives its connection a secret.
     *
     * @param granted actions out of those that the plugin wants
     * @param roles by which the tenant's row and field rules concern it
     * @throws ProblemException 400 where more is granted than wanted, 404 where there is no such plugin, 409 where it is installed
     */
    public Issued<Installation> install(Tenant tenant, String plugin, Set<String> granted, Set<String> roles) {
        Names.checkActions(granted);
        Names.checkRoles(roles);
        return ledger.change(known -> {
            Plugin wanting = known.plugin(plugin)
                    .map(PluginEntry::plugin)
                    .filter(open::isOpen)
                    .orElseThrow(Refusals::pluginUnknown);
            if (!wanting.wanted().containsAll(granted)) {
                throw new ProblemException(
                        400, "grants_not_wanted", "Only actions that the plugin asks for can be granted.");
            }
            if (known.installations().stream()
                    .map(InstallationEntry::installation)
                    .anyMatch(each ->
                            each.tenant().equals(tenant.id()) && each.plugin().equals(plugin))) {
                throw Refusals.taken("plugin_installed", "The tenant has installed this plugin already.");
            }
            if (known.installations().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            String connection = newConnection(known);
            Instant now = ledger.clock().instant();
            NewSecret secret = NewSecret.ofConnection(ledger, connection);
            Secrets secrets = secret.alone(now);
            Installation installation = new Installation(
                    UUID.randomUUID(), plugin, tenant.id(), connection, false, granted, roles, 1, secrets.facts(), now);
            return new Ledger.Change<>(
                    new Issued<>(installation, secret.secret().text()),
                    List.of(new Event.InstallationKept(new InstallationEntry(installation, secrets.hashes()))));
        });
    }

    private static String newConnection(Known known) {
        String connection = Secret.newId();
        while (known.installationByConnection(connection).isPresent()) {
            connection = Secret.newId();
        }
        return connection;
    }

    /**
     * Gives the connection a new secret; where its tokens are to end, those that its plugin has traded for the tenant.
     *
     * @throws ProblemException 400 where the rotation takes too long
     */
    public Issued<Installation> rotate(Tenant tenant, String id, Rotation rotation) {
        return ledger.change(known -> {
            InstallationEntry before = find(known, tenant, id);
            NewSecret secret =
                    NewSecret.ofConnection(ledger, before.installation().connection());
            InstallationEntry after =
                    before.with(secret.addedTo(before.secrets(), ledger.clock().instant(), rotation));
            if (rotation.revokeIssued()) {
                after = after.nextGeneration();
            }
            return new Ledger.Change<>(
                    new Issued<>(after.installation(), secret.secret().text()),
                    List.of(new Event.InstallationKept(after)));
        });
    }

    /** Lets the plugin see nothing of the tenant until it is resumed; its tokens end for good. */
    public Installation suspend(Tenant tenant, String id) {
        return replace(
                tenant, id, entry -> entry.with(true, entry.installation().generation() + 1, entry.secrets()));
    }

    public Installation resume(Tenant tenant, String id) {
        return replace(
                tenant, id, entry -> entry.with(false, entry.installation().generation(), entry.secrets()));
    }

    /** For good: installed again, it is another installation with another connection. */
    public Installation uninstall(Tenant tenant, String id) {
        return ledger.change(known -> {
            Installation installation = find(known, tenant, id).installation();
            return new Ledger.Change<>(installation, List.of(new Event.InstallationRemoved(installation.id())));
        });
    }

    private Installation replace(Tenant tenant, String id, UnaryOperator<InstallationEntry> change) {
        return ledger.change(known -> {
            InstallationEntry after = change.apply(find(known, tenant, id));
            return new Ledger.Change<>(after.installation(), List.of(new Event.InstallationKept(after)));
        });
    }

    private static InstallationEntry find(Known known, Tenant tenant, String id) {
        return Ids.uuid(id)
                .flatMap(known::installation)
                .filter(entry -> entry.installation().tenant().equals(tenant.id()))
                .orElseThrow(Refusals::installationUnknown);
    }
}
