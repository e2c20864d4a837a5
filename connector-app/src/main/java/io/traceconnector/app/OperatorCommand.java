package io.traceconnector.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "operator",
        description = "Shows, makes and changes the people who log in to a running connector with a password.",
        mixinStandardHelpOptions = true,
        subcommands = {
            OperatorCommand.Create.class,
            OperatorCommand.Roles.class,
            OperatorCommand.Limit.class,
            OperatorCommand.SetPassword.class
        })
final class OperatorCommand {

    private OperatorCommand() {}

    @Command(name = "list", description = "Shows all operators.", mixinStandardHelpOptions = true)
    void list(@Mixin Asking asking) throws InterruptedException {
        asking.list("/operators", "operators", "id", "name", "enabled", "tenants", "networks", "createdAt");
    }

    @Command(name = "enable", description = "Lets an operator in again.", mixinStandardHelpOptions = true)
    void enable(@Mixin Asking asking, @Mixin OperatorName operator) throws InterruptedException {
        asking.post(operator.path(":enable"));
    }

    @Command(name = "disable", description = "Lets an operator in no more.", mixinStandardHelpOptions = true)
    void disable(@Mixin Asking asking, @Mixin OperatorName operator) throws InterruptedException {
        asking.post(operator.path(":disable"));
    }

    @Command(
            name = "log-out",
            description = "Ends all tokens that an operator has; the password goes on to count.",
            mixinStandardHelpOptions = true)
    void logOut(@Mixin Asking asking, @Mixin OperatorName operator) throws InterruptedException {
        asking.post(operator.path(":log-out"));
    }

    @Command(name = "delete", description = "Deletes an operator.", mixinStandardHelpOptions = true)
    void delete(@Mixin Asking asking, @Mixin OperatorName operator) throws InterruptedException {
        asking.delete(operator.path(""));
    }

    @Command(
            name = "create",
            description = "Makes an operator. The password is asked for, or read as the options say.",
            mixinStandardHelpOptions = true)
    static final class Create extends ManagementVerb {

        @Parameters(paramLabel = "NAME", description = "By which the person logs in, in lower case.")
        private String name;

        @Mixin
        private OperatorRolesOption roles;

        @Mixin
        private PasswordOption password;

        @Mixin
        private NetworkOption networks;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            ObjectNode order = roles.order().put("name", name);
            networks.addTo(order);
            return (ObjectNode) client.post("/operators", order.put("password", password.read()));
        }
    }

    @Command(
            name = "roles",
            description = {
                "Gives an operator other roles; a tenant that is not named is taken away.",
                "Where that takes a right away, all tokens end that the operator has."
            },
            mixinStandardHelpOptions = true)
    static final class Roles extends ManagementVerb {

        @Mixin
        private OperatorName operator;

        @Mixin
        private OperatorRolesOption roles;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(operator.path(":roles"), roles.order());
        }
    }

    @Command(
            name = "limit",
            description = "Says from where an operator may log in; tokens count nowhere else, from now on.",
            mixinStandardHelpOptions = true)
    static final class Limit extends LimitVerb {

        @Mixin
        private OperatorName operator;

        @Override
        String path(String rest) {
            return operator.path(rest);
        }
    }

    @Command(
            name = "password",
            description = "Sets an operator's password; what the operator was given before ends.",
            mixinStandardHelpOptions = true)
    static final class SetPassword extends ManagementVerb {

        @Mixin
        private OperatorName operator;

        @Mixin
        private PasswordOption password;

        @Override
        ObjectNode ask(ApiClient client) throws InterruptedException {
            return (ObjectNode) client.post(operator.path(":password"), object().put("password", password.read()));
        }
    }
}
