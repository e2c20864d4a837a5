package io.traceconnector.app.callers;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plugins, which enter every tenant that has installed them, and connections, which enter the one that they were made for. What they may do is
 * what each tenant granted; a suspended installation is none, and so is one whose plugin may not be used from where the request comes from.
 */
public final class PluginCallers implements Authenticator {

    /** Stands before every action that an installation may be granted. */
    static final String EVERYTHING = "connector.writer";

    private final Identities identities;

    public PluginCallers(Identities identities) {
        this.identities = identities;
    }

    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Keyed;
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return Optional.of(authenticate(credential, facts));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        if (!(credential instanceof Presented.Keyed(var connection, var id, var secret))) {
            throw new IllegalArgumentException("asked about a credential of another shape");
        }
        return connection ? connection(id, secret, facts.client()) : plugin(id, secret, facts.client());
    }

    private Verdict plugin(String id, String secret, InetAddress source) {
        if (!identities.isSecretOfPlugin(id, secret) || !counts(id, source)) {
            return rejected();
        }
        List<Installation> live = identities.installations(id).stream()
                .filter(installation -> !installation.suspended())
                .toList();
        return accepted("plugin:" + id, Principal.Kind.PLUGIN, id, live);
    }

    private Verdict connection(String id, String secret, InetAddress source) {
        if (!identities.isSecretOfConnection(id, secret)) {
            return rejected();
        }
        Optional<Installation> installation = identities
                .installationByConnection(id)
                .filter(found -> !found.suspended())
                .filter(found -> counts(found.plugin(), source));
        return installation
                .map(found ->
                        accepted(found.caller(), Principal.Kind.PLUGIN_CONNECTION, found.plugin(), List.of(found)))
                .orElseGet(PluginCallers::rejected);
    }

    /** Whether the plugin is let in there: from anywhere else its credentials are as good as wrong ones. */
    private boolean counts(String plugin, InetAddress source) {
        return identities
                .plugin(plugin)
                .filter(found -> found.enabled() && found.isUsableFrom(source))
                .isPresent();
    }

    private static Verdict accepted(String id, Principal.Kind kind, String plugin, List<Installation> live) {
        Map<TenantId, Rights> rights = new TreeMap<>();
        for (Installation installation : live) {
            rights.put(installation.tenant(), rights(installation));
        }
        return new Verdict.Accepted(
                new Principal(id, kind, Optional.empty(), rights, Map.of("plugin", Set.of(plugin)), Instant.MAX, id));
    }

    /** The tenant's own roles bring in its row and field rules; what is allowed are the actions that were granted. */
    public static Rights rights(Installation installation) {
        Set<String> roles = new java.util.TreeSet<>(installation.roles());
        roles.add(EVERYTHING);
        return new Rights(roles, Map.of(), Optional.of(installation.granted()), Optional.empty());
    }

    private static Verdict rejected() {
        return new Verdict.Rejected(401, "invalid_token", "Id and token do not belong together, or not any more.");
    }
}
