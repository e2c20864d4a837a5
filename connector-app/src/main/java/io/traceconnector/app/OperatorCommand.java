package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "operator",
        description = "Shows, makes and changes the people who log in to a running connector with a password.",
        mixinStandardHelpOptions = true,
        subcommands = {
            OperatorCommand.Listing.class,
            OperatorCommand.Create.class,
            OperatorCommand.SetPassword.class,
            OperatorCommand.Enable.class,
            OperatorCommand.Disable.class,
            OperatorCommand.Delete.class
        })
final class OperatorCommand {

    private OperatorCommand() {}

    @Command(name = "list", description = "Shows all operators.", mixinStandardHelpOptions = true)
    static final class Listing extends ManagementVerb {

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.get("/operators");
        }

        @Override
        void show(ObjectNode answer, PrintWriter out) {
            showTable(answer, "operators", List.of("id", "name", "enabled", "tenants", "createdAt"), out);
        }
    }

    @Command(
            name = "create",
            description = "Makes an operator. The password is asked for, or read as the options say.",
            mixinStandardHelpOptions = true)
    static final class Create extends ManagementVerb {

        @Parameters(paramLabel = "NAME", description = "By which the person logs in, in lower case.")
        private String name;

        @Option(
                names = "--tenant",
                required = true,
                paramLabel = "TENANT=ROLE,…",
                description = "What the person may do where; may be repeated.")
        private Map<String, String> tenants;

        @Mixin
        private PasswordOption password;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = object().put("name", name);
            ObjectNode roles = order.putObject("tenants");
            tenants.forEach((tenant, some) -> {
                for (String role : some.split(",")) {
                    roles.withArray("/" + tenant).add(role);
                }
            });
            return (ObjectNode) client.post("/operators", order.put("password", password.read()));
        }
    }

    /** A verb about one operator. */
    abstract static class OfOne extends ManagementVerb {

        @Parameters(paramLabel = "OPERATOR", description = "Name or id.")
        private String name;

        final String one() {
            return path("/operators", name);
        }
    }

    @Command(
            name = "password",
            description = "Sets an operator's password; what the operator was given before ends.",
            mixinStandardHelpOptions = true)
    static final class SetPassword extends OfOne {

        @Mixin
        private PasswordOption password;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":password", object().put("password", password.read()));
        }
    }

    @Command(name = "enable", description = "Lets an operator in again.", mixinStandardHelpOptions = true)
    static final class Enable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":enable");
        }
    }

    @Command(name = "disable", description = "Lets an operator in no more.", mixinStandardHelpOptions = true)
    static final class Disable extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(one() + ":disable");
        }
    }

    @Command(name = "delete", description = "Deletes an operator.", mixinStandardHelpOptions = true)
    static final class Delete extends OfOne {
        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.delete(one());
        }
    }
}
