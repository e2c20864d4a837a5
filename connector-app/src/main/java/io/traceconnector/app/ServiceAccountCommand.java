package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "service-account",
        description = "Shows, makes and changes the service accounts of a running connector's tenant.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServiceAccountCommand.Create.class,
            ServiceAccountCommand.Rotate.class,
            ServiceAccountCommand.Limit.class,
            ServiceAccountExport.class,
            ServiceAccountKeys.class
        })
final class ServiceAccountCommand {

    private static final String SECRET = "clientSecret";

    private ServiceAccountCommand() {}

    @Command(name = "list", description = "Shows a tenant's service accounts.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking, @Mixin TenantOption tenant) throws InterruptedException {
        asking.list(
                tenant.path("/service-accounts"),
                "serviceAccounts",
                "id",
                "clientId",
                "enabled",
                "createdAt",
                "description");
    }

    @Command(name = "enable", description = "Lets a service account in again.", mixinStandardHelpOptions = true)
    void enable(@Mixin Asking asking, @Mixin AccountName account) throws InterruptedException {
        asking.post(account.path(":enable"));
    }

    @Command(
            name = "disable",
            description = "Lets a service account in no more; its tokens end at once and for good.",
            mixinStandardHelpOptions = true)
    void disable(@Mixin Asking asking, @Mixin AccountName account) throws InterruptedException {
        asking.post(account.path(":disable"));
    }

    @Command(name = "delete", description = "Deletes a service account.", mixinStandardHelpOptions = true)
    void delete(@Mixin Asking asking, @Mixin AccountName account) throws InterruptedException {
        asking.delete(account.path(""));
    }

    @Command(
            name = "create",
            description = "Makes a service account for one operational space, and shows its secret once.",
            mixinStandardHelpOptions = true)
    static final class Create extends ManagementVerb {

        @Mixin
        private TenantOption tenant;

        @Mixin
        private SecretOption secret;

        @Option(names = "--space", paramLabel = "SPACE", description = "Name or id; needed where there are several.")
        private @Nullable String space;

        @Option(names = "--role", paramLabel = "ROLE", description = "In the space; may be repeated.")
        private List<String> roles = new ArrayList<>();

        @Option(
                names = "--definitional-role",
                paramLabel = "ROLE",
                description = "In the definitional space; may be repeated (default: connector.reader).")
        private List<String> definitionalRoles = new ArrayList<>();

        @Option(names = "--client-id", paramLabel = "ID", description = "(default: a new one)")
        private @Nullable String clientId;

        @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "What it is for.")
        private String description;

        @Option(
                names = "--resource",
                paramLabel = "PATTERN",
                description =
                        "Path that its tokens reach, ** for all below; may be repeated (default: every path with tokens that it is given, none with those that it signs).")
        private List<String> resources = new ArrayList<>();

        @Mixin
        private NetworkOption networks;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("description", description);
            if (clientId != null) {
                order.put("clientId", clientId);
            }
            put(order, "resources", resources);
            networks.addTo(order);
            ObjectNode scoped = order.putObject("scopedRoles");
            JsonNode spaces = client.get(tenant.path("/spaces")).path("spaces");
            roles.forEach(scoped.putArray(id(spaces, "operational"))::add);
            if (!definitionalRoles.isEmpty()) {
                definitionalRoles.forEach(scoped.putArray(id(spaces, "definitional"))::add);
            }
            return secret.kept(SECRET, () -> (ObjectNode) client.post(tenant.path("/service-accounts"), order));
        }

        private String id(JsonNode spaces, String kind) {
            List<String> ids = spaces.valueStream()
                    .filter(each -> each.path("kind").asString("").equals(kind))
                    .filter(each -> kind.equals("definitional")
                            || space == null
                            || each.path("name").asString("").equals(space)
                            || each.path("id").asString("").equals(space))
                    .map(each -> each.path("id").asString(""))
                    .toList();
            if (ids.size() != 1) {
                throw CommandException.unusable("name one of the tenant's operational spaces with --space: "
                        + String.join(
                                ", ",
                                spaces.valueStream()
                                        .filter(each ->
                                                each.path("kind").asString("").equals("operational"))
                                        .map(each -> each.path("name").asString(""))
                                        .toList()));
            }
            return ids.getFirst();
        }
    }

    @Command(
            name = "rotate",
            description = "Gives a service account a new secret, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Rotate extends ManagementVerb {

        @Mixin
        private AccountName account;

        @Mixin
        private RotationOptions rotation;

        @Mixin
        private SecretOption secret;

        @Option(names = "--revoke-issued", description = "Ends all tokens that the account has.")
        private boolean revokeIssued;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = rotation.order().put("revokeIssued", revokeIssued);
            return secret.kept(SECRET, () -> (ObjectNode) client.post(account.path(":rotate"), order));
        }
    }

    @Command(
            name = "limit",
            description = "Says from where a service account may be used; its tokens count nowhere else, from now on.",
            mixinStandardHelpOptions = true)
    static final class Limit extends LimitVerb {

        @Mixin
        private AccountName account;

        @Override
        String path(String rest) {
            return account.path(rest);
        }
    }
}
