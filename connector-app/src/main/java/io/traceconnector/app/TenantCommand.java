package io.traceconnector.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "tenant",
        description = "Shows a running connector's tenants, makes and changes those that are not in its configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {TenantCommand.Create.class, TenantChangeVerb.class})
final class TenantCommand {

    private TenantCommand() {}

    @Command(name = "list", description = "Shows all tenants.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking) throws InterruptedException {
        asking.list("/tenants", "tenants", "id", "kind", "enabled", "organisations", "aliases");
    }

    @Command(name = "show", description = "Shows a tenant.", mixinStandardHelpOptions = true)
    void show(@Mixin Asking asking, @Mixin TenantName tenant) throws InterruptedException {
        asking.get(tenant.path(""));
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

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "Its policy, on the connector's machine; without one the built-in roles count.")
        private Optional<Path> policy = Optional.empty();

        @Mixin
        private TenantOptions more;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("id", id);
            put(order, "organisations", organisations);
            policy.ifPresent(file -> order.put("policy", file.toAbsolutePath().toString()));
            more.putInto(order);
            return (ObjectNode) client.post("/tenants", order);
        }
    }
}
