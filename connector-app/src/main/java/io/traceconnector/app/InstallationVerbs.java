package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What {@code connector plugin} makes in one tenant. */
final class InstallationVerbs {

    private static final String SECRET = "connectionToken";

    private InstallationVerbs() {}

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

    @Command(
            name = "rotate-connection",
            description = "Gives an installation's connection a new token, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Renew extends ManagementVerb {

        @Mixin
        private InstallationName installation;

        @Mixin
        private RotationOptions rotation;

        @Mixin
        private SecretOption secret;

        @Option(names = "--revoke-issued", description = "Ends all tokens that the plugin has traded for the tenant.")
        private boolean revokeIssued;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = rotation.order().put("revokeIssued", revokeIssued);
            return secret.kept(SECRET, () -> (ObjectNode) client.post(installation.path(":rotate"), order));
        }
    }
}
