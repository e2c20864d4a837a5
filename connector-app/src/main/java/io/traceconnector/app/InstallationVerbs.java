package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What {@code connector plugin} does in one tenant. */
final class InstallationVerbs {

    private static final String SECRET = "connectionToken";

    private InstallationVerbs() {}

    @Command(
            name = "installations",
            description = "Shows the plugins that a tenant has installed.",
            mixinStandardHelpOptions = true)
    static final class Installations extends ManagementVerb {

        @Mixin
        private TenantOption tenant;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.get(tenant.path("/installations"));
        }

        @Override
        void show(ObjectNode answer, PrintWriter out) {
            showTable(answer, "installations", List.of("id", "plugin", "suspended", "granted", "connection"), out);
        }
    }

    @Command(
            name = "install",
            description = "Installs a plugin in a tenant, and shows its connection's token once.",
            mixinStandardHelpOptions = true)
    static final class Install extends ManagementVerb {

        @Mixin
        private TenantOption tenant;

        @Mixin
        private SecretOption secret;

        @Parameters(paramLabel = "PLUGIN", description = "Its id.")
        private String plugin;

        @Option(names = "--grant", paramLabel = "ACTION", description = "Out of those that it wants; may be repeated.")
        private List<String> grants = new ArrayList<>();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "By which the tenant's row and field rules concern it; may be repeated.")
        private List<String> roles = new ArrayList<>();

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("plugin", plugin);
            put(order, "grants", grants);
            put(order, "roles", roles);
            return secret.kept(SECRET, () -> (ObjectNode) client.post(tenant.path("/installations"), order));
        }
    }

    /** A verb about one installation. */
    abstract static class OfOne extends ManagementVerb {

        @Mixin
        private TenantOption tenant;

        @Parameters(paramLabel = "INSTALLATION", description = "Its id.")
        private String id;

        final String one() {
            return tenant.path("/installations", id);
        }
    }

    @Command(
            name = "rotate-connection",
            description = "Gives an installation's connection a new token, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Renew extends OfOne {

        @Mixin
        private GraceOption grace;

        @Mixin
        private SecretOption secret;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return secret.kept(SECRET, () -> (ObjectNode) client.post(one() + ":rotate", grace.order()));
        }
    }

    @Command(
            name = "suspend",
            description = "Lets a plugin see nothing of a tenant; its tokens end.",
            mixinStandardHelpOptions = true)
    static final class Suspend extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":suspend");
        }
    }

    @Command(name = "resume", description = "Lets a suspended plugin see again.", mixinStandardHelpOptions = true)
    static final class Resume extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":resume");
        }
    }

    @Command(
            name = "uninstall",
            description = "Takes a plugin out of a tenant for good.",
            mixinStandardHelpOptions = true)
    static final class Uninstall extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.delete(one());
        }
    }
}
