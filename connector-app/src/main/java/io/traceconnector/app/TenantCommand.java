package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "tenant",
        description = "Shows a running connector's tenants, makes and changes those that are not in its configuration.",
        mixinStandardHelpOptions = true,
        subcommands = TenantCommand.Create.class)
final class TenantCommand {

    private TenantCommand() {}

    @Command(name = "list", description = "Shows all tenants.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking) throws InterruptedException {
        asking.list("/tenants", "tenants", "id", "enabled", "organisations", "aliases");
    }

    @Command(name = "spaces", description = "Shows a tenant's spaces.", mixinStandardHelpOptions = true)
    void spaces(@Mixin Asking asking, @Mixin TenantName tenant) throws InterruptedException {
        asking.list(tenant.path("/spaces"), "spaces", "id", "name", "kind", "workflows");
    }

    @Command(name = "enable", description = "Lets callers in again.", mixinStandardHelpOptions = true)
    void enable(@Mixin Asking asking, @Mixin TenantName tenant) throws InterruptedException {
        asking.post(tenant.path(":enable"));
    }

    @Command(name = "disable", description = "Lets nobody in.", mixinStandardHelpOptions = true)
    void disable(@Mixin Asking asking, @Mixin TenantName tenant) throws InterruptedException {
        asking.post(tenant.path(":disable"));
    }

    @Command(
            name = "delete",
            description = "Deletes a tenant without service accounts, installations, plugins and operators.",
            mixinStandardHelpOptions = true)
    void delete(@Mixin Asking asking, @Mixin TenantName tenant) throws InterruptedException {
        asking.delete(tenant.path(""));
    }

    @Command(
            name = "create",
            description = "Makes a tenant of organisations that no other names.",
            mixinStandardHelpOptions = true)
    static final class Create extends ManagementVerb {

        @Parameters(paramLabel = "TENANT", description = "Its id: lower case letters, digits, - and _.")
        private String id;

        @Option(
                names = "--organisation",
                required = true,
                paramLabel = "ORGANISATION",
                description = "Of the configuration; may be repeated.")
        private List<String> organisations;

        @Option(names = "--alias", paramLabel = "NAME", description = "By which others name it; may be repeated.")
        private List<String> aliases = new ArrayList<>();

        @Option(
                names = "--space",
                paramLabel = "NAME[=WORKFLOW,…]",
                description =
                        "An operational space, of all workflows or of some; may be repeated (default: production).")
        private List<String> spaces = new ArrayList<>();

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("id", id);
            put(order, "organisations", organisations);
            put(order, "aliases", aliases);
            for (String space : spaces) {
                String[] parts = space.split("=", 2);
                ObjectNode one = order.withArray("/spaces").addObject().put("name", parts[0]);
                if (parts.length > 1) {
                    put(one, "workflows", List.of(parts[1].split(",")));
                }
            }
            return (ObjectNode) client.post("/tenants", order);
        }
    }
}
