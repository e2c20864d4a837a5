package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.store.InstallationAdministration;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.PluginAdministration;
import java.util.Set;

/** Plugins, which belong to no tenant: operators of the connector make and change them. */
final class PluginRoutes {

    private final PluginAdministration plugins;
    private final InstallationAdministration installations;

    PluginRoutes(PluginAdministration plugins, InstallationAdministration installations) {
        this.plugins = plugins;
        this.installations = installations;
    }

    void list(Call call) {
        call.answer(IdentityViews.list("plugins", plugins.list(), IdentityViews::plugin));
    }

    /** Those that can be installed, as tenants see them. */
    void offers(Call call) {
        call.answer(IdentityViews.list(
                "plugins", plugins.list().stream().filter(Plugin::enabled).toList(), IdentityViews::offer));
    }

    void installations(Call call) {
        call.answer(IdentityViews.list(
                "installations", installations.list(plugins.get(id(call))), IdentityViews::installation));
    }

    /** The same for the plugin itself; any other caller is told what it would be told of a plugin that does not exist. */
    void ownInstallations(Call call) {
        Principal principal = call.principal();
        boolean own = principal.kind() == Principal.Kind.PLUGIN
                && principal.claims().getOrDefault("plugin", Set.of()).contains(id(call));
        if (!own) {
            throw new ProblemException(404, "plugin_unknown", "There is no such plugin.");
        }
        installations(call);
    }

    /** Takes {@code {"id","description"?,"wanted"?}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "id", "description", "wanted");
        issued(
                call,
                plugins.create(body.text("id"), body.optionalText("description").orElse(""), body.texts("wanted")));
    }

    /** Takes {@code {"grace"?}}. */
    void rotate(Call call) {
        IdentityBody body = IdentityBody.of(call, "grace");
        issued(call, plugins.rotate(id(call), body.duration("grace")));
    }

    void enable(Call call) {
        call.answer(IdentityViews.plugin(plugins.enable(id(call), true)));
    }

    void disable(Call call) {
        call.answer(IdentityViews.plugin(plugins.enable(id(call), false)));
    }

    void delete(Call call) {
        call.answer(IdentityViews.plugin(plugins.delete(id(call))));
    }

    private static void issued(Call call, Issued<Plugin> issued) {
        IdentityRoutes.answerSecret(call, IdentityViews.plugin(issued.to()).put("pluginToken", issued.secret()));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("plugin", "");
    }
}
