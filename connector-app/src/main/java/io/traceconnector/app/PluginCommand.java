package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "plugin",
        description = "Shows, makes and changes a running connector's plugins, and installs them in tenants.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PluginCommand.Create.class,
            PluginCommand.Rotate.class,
            PluginCommand.Limit.class,
            InstallationVerbs.Install.class,
            InstallationVerbs.Renew.class
        })
final class PluginCommand {

    private static final String SECRET = "pluginToken";

    private PluginCommand() {}

    @Command(name = "list", description = "Shows all plugins.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking) throws InterruptedException {
        asking.list("/plugins", "plugins", "id", "owner", "enabled", "wanted", "networks", "createdAt", "description");
    }

    @Command(name = "enable", description = "Lets a plugin in again.", mixinStandardHelpOptions = true)
    void enable(@Mixin Asking asking, @Mixin PluginName plugin) throws InterruptedException {
        asking.post(plugin.path(":enable"));
    }

    @Command(
            name = "disable",
            description = "Lets a plugin in nowhere; its tokens end.",
            mixinStandardHelpOptions = true)
    void disable(@Mixin Asking asking, @Mixin PluginName plugin) throws InterruptedException {
        asking.post(plugin.path(":disable"));
    }

    @Command(
            name = "delete",
            description = "Deletes a plugin, with its installations.",
            mixinStandardHelpOptions = true)
    void delete(@Mixin Asking asking, @Mixin PluginName plugin) throws InterruptedException {
        asking.delete(plugin.path(""));
    }

    @Command(
            name = "tenants",
            description = "Shows the tenants that have installed a plugin.",
            mixinStandardHelpOptions = true)
    void tenants(@Mixin Asking asking, @Mixin PluginName plugin) throws InterruptedException {
        asking.list(
                plugin.path("/installations"), "installations", "tenant", "id", "suspended", "granted", "connection");
    }

    @Command(
            name = "installations",
            description = "Shows the plugins that a tenant has installed.",
            mixinStandardHelpOptions = true)
    void installations(@Mixin Asking asking, @Mixin TenantOption tenant) throws InterruptedException {
        asking.list(
                tenant.path("/installations"), "installations", "id", "plugin", "suspended", "granted", "connection");
    }

    @Command(
            name = "suspend",
            description = "Lets a plugin see nothing of a tenant; its tokens end.",
            mixinStandardHelpOptions = true)
    void suspend(@Mixin Asking asking, @Mixin InstallationName installation) throws InterruptedException {
        asking.post(installation.path(":suspend"));
    }

    @Command(name = "resume", description = "Lets a suspended plugin see again.", mixinStandardHelpOptions = true)
    void resume(@Mixin Asking asking, @Mixin InstallationName installation) throws InterruptedException {
        asking.post(installation.path(":resume"));
    }

    @Command(
            name = "uninstall",
            description = "Takes a plugin out of a tenant for good.",
            mixinStandardHelpOptions = true)
    void uninstall(@Mixin Asking asking, @Mixin InstallationName installation) throws InterruptedException {
        asking.delete(installation.path(""));
    }

    @Command(
            name = "create",
            description = "Makes a plugin, and shows its token once.",
            mixinStandardHelpOptions = true)
    static final class Create extends ManagementVerb {

        @Mixin
        private SecretOption secret;

        @Parameters(paramLabel = "PLUGIN", description = "Its id: lower case letters, digits, dots, - and _.")
        private String id;

        @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What it does.")
        private String description;

        @Option(names = "--want", paramLabel = "ACTION", description = "That tenants are asked for; may be repeated.")
        private List<String> wanted = new ArrayList<>();

        @Mixin
        private NetworkOption networks;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("id", id).put("description", description);
            put(order, "wanted", wanted);
            networks.addTo(order);
            return secret.kept(SECRET, () -> (ObjectNode) client.post("/plugins", order));
        }
    }

    @Command(
            name = "rotate",
            description = "Gives a plugin a new token, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Rotate extends ManagementVerb {

        @Mixin
        private PluginName plugin;

        @Mixin
        private RotationOptions rotation;

        @Mixin
        private SecretOption secret;

        @Option(
                names = "--revoke-issued",
                description = "Ends all tokens that were traded for its own; without grace they end anyway.")
        private boolean revokeIssued;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = rotation.order().put("revokeIssued", revokeIssued);
            return secret.kept(SECRET, () -> (ObjectNode) client.post(plugin.path(":rotate"), order));
        }
    }

    @Command(
            name = "limit",
            description =
                    "Says from where a plugin and its connections may be used; their tokens count nowhere else, from now on.",
            mixinStandardHelpOptions = true)
    static final class Limit extends LimitVerb {

        @Mixin
        private PluginName plugin;

        @Override
        String path(String rest) {
            return plugin.path(rest);
        }
    }
}
