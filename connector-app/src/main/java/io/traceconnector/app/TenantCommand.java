package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "tenant",
        description = "Shows a running connector's tenants, makes and changes those that are not in its configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TenantCommand.Listing.class,
            TenantCommand.Create.class,
            TenantCommand.Enable.class,
            TenantCommand.Disable.class,
            TenantCommand.Delete.class
        })
final class TenantCommand {

    private TenantCommand() {}

    @Command(name = "list", description = "Shows all tenants.", mixinStandardHelpOptions = true)
    static final class Listing extends ManagementVerb {

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.get("/tenants");
        }

        @Override
        void show(ObjectNode answer, PrintWriter out) {
            showTable(answer, "tenants", List.of("id", "enabled", "organisations", "aliases"), out);
        }
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

    /** A verb about one tenant. */
    abstract static class OfOne extends ManagementVerb {

        @Parameters(paramLabel = "TENANT", description = "Id or alias.")
        private String id;

        final String one() {
            return path("/tenants", id);
        }
    }

    @Command(name = "enable", description = "Lets callers in again.", mixinStandardHelpOptions = true)
    static final class Enable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":enable");
        }
    }

    @Command(name = "disable", description = "Lets nobody in.", mixinStandardHelpOptions = true)
    static final class Disable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":disable");
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a tenant without service accounts, installations and operators.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.delete(one());
        }
    }
}
