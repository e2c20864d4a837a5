package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.store.InstallationAdministration;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.PluginAdministration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plugins: operators of the connector make and change all of them, a tenant's administrators those that the tenant owns. */
final class PluginRoutes {

    private final PluginAdministration plugins;
    private final InstallationAdministration installations;
    private final Function<Call, PluginAdministration> theirs;

    /** @param theirs what of all plugins the caller may change */
    PluginRoutes(
            PluginAdministration plugins,
            InstallationAdministration installations,
            Function<Call, PluginAdministration> theirs) {
        this.plugins = plugins;
        this.installations = installations;
        this.theirs = theirs;
    }

    void list(Call call) {
        call.answer(IdentityViews.list("plugins", theirs.apply(call).list(), IdentityViews::plugin));
    }

    /** The caller's own plugins, then those of others that can be installed, as tenants see them. */
    void offers(Call call) {
        List<Plugin> own = theirs.apply(call).list();
        Set<Plugin> known = new HashSet<>(own);
        call.answer(IdentityViews.list(
                "plugins",
                Stream.concat(own.stream(), plugins.offers().stream().filter(plugin -> !known.contains(plugin)))
                        .toList(),
                plugin -> known.contains(plugin) ? IdentityViews.plugin(plugin) : IdentityViews.offer(plugin)));
    }

    void get(Call call) {
        call.answer(IdentityViews.plugin(theirs.apply(call).get(id(call))));
    }

    void installations(Call call) {
        answerInstallations(call, theirs.apply(call).get(id(call)));
    }

    /**
     * The same for the plugin itself, and for its owner's administrators; any other caller is told what it would be told of a plugin that does
     * not exist.
     */
    void installationsOfOwn(Call call) {
        CallerSession.Recognised caller = call.recognised();
        Plugin plugin = plugins.get(id(call));
        if (!isItself(caller.principal(), plugin)
                && plugin.owner().filter(caller.administers()).isEmpty()) {
            throw new ProblemException(404, "plugin_unknown", "There is no such plugin.");
        }
        answerInstallations(call, plugin);
    }

    private static boolean isItself(Principal principal, Plugin plugin) {
        return principal.kind() == Principal.Kind.PLUGIN
                && principal.claims().getOrDefault("plugin", Set.of()).contains(plugin.id());
    }

    private void answerInstallations(Call call, Plugin plugin) {
        call.answer(IdentityViews.list("installations", installations.list(plugin), IdentityViews::installation));
    }

    /** Takes {@code {"id","description"?,"wanted"?,"networks"?}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "id", "description", "wanted", "networks");
        issued(
                call,
                theirs.apply(call)
                        .create(
                                body.text("id"),
                                body.optionalText("description").orElse(""),
                                body.texts("wanted"),
                                body.networks()));
    }

    /** Takes {@code {"grace"?,"notBefore"?,"revokeIssued"?}}. */
    void rotate(Call call) {
        issued(call, theirs.apply(call).rotate(id(call), IdentityBody.rotation(call)));
    }

    void enable(Call call) {
        call.answer(IdentityViews.plugin(theirs.apply(call).enable(id(call), true)));
    }

    void disable(Call call) {
        call.answer(IdentityViews.plugin(theirs.apply(call).enable(id(call), false)));
    }

    /** Takes {@code {"networks":[…]}}. */
    void limit(Call call) {
        call.answer(IdentityViews.plugin(theirs.apply(call).limit(id(call), IdentityBody.limit(call))));
    }

    void delete(Call call) {
        call.answer(IdentityViews.plugin(theirs.apply(call).delete(id(call))));
    }

    private static void issued(Call call, Issued<Plugin> issued) {
        IdentityRoutes.answerSecret(call, IdentityViews.plugin(issued.to()).put("pluginToken", issued.secret()));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("plugin", "");
    }
}
