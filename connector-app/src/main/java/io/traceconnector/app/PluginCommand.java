package io.traceconnector.app;

import java.io.PrintWriter;
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
            PluginCommand.Listing.class,
            PluginCommand.Create.class,
            PluginCommand.Rotate.class,
            PluginCommand.Enable.class,
            PluginCommand.Disable.class,
            PluginCommand.Delete.class,
            InstallationVerbs.Installations.class,
            InstallationVerbs.Install.class,
            InstallationVerbs.Renew.class,
            InstallationVerbs.Suspend.class,
            InstallationVerbs.Resume.class,
            InstallationVerbs.Uninstall.class
        })
final class PluginCommand {

    private static final String SECRET = "pluginToken";

    private PluginCommand() {}

    @Command(name = "list", description = "Shows all plugins.", mixinStandardHelpOptions = true)
    static final class Listing extends ManagementVerb {

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.get("/plugins");
        }

        @Override
        void show(ObjectNode answer, PrintWriter out) {
            showTable(answer, "plugins", List.of("id", "enabled", "wanted", "createdAt", "description"), out);
        }
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

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("id", id).put("description", description);
            put(order, "wanted", wanted);
            return secret.kept(SECRET, () -> (ObjectNode) client.post("/plugins", order));
        }
    }

    /** A verb about one plugin. */
    abstract static class OfOne extends ManagementVerb {

        @Parameters(paramLabel = "PLUGIN", description = "Its id.")
        private String id;

        final String one() {
            return path("/plugins", id);
        }
    }

    @Command(
            name = "rotate",
            description = "Gives a plugin a new token, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Rotate extends OfOne {

        @Mixin
        private GraceOption grace;

        @Mixin
        private SecretOption secret;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return secret.kept(SECRET, () -> (ObjectNode) client.post(one() + ":rotate", grace.order()));
        }
    }

    @Command(name = "enable", description = "Lets a plugin in again.", mixinStandardHelpOptions = true)
    static final class Enable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":enable");
        }
    }

    @Command(
            name = "disable",
            description = "Lets a plugin in nowhere; its tokens end.",
            mixinStandardHelpOptions = true)
    static final class Disable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":disable");
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a plugin, with its installations.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.delete(one());
        }
    }
}
