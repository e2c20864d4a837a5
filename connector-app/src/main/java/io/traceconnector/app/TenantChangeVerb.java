package io.traceconnector.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "change",
        description =
                "Changes a tenant that was made at run time; a space of a name that it has is replaced, and keeps its id.",
        mixinStandardHelpOptions = true)
final class TenantChangeVerb extends ManagementVerb {

    @Mixin
    private TenantName tenant;

    @ArgGroup
    private PolicyChoice policy = new PolicyChoice();

    @Option(
            names = "--organisation",
            paramLabel = "ORGANISATION",
            description = "Of the configuration, beside those that it has; may be repeated.")
    private List<String> organisations = new ArrayList<>();

    @Mixin
    private TenantOptions more;

    @Option(
            names = "--remove-space",
            paramLabel = "NAME",
            description = "An operational space without service accounts; may be repeated.")
    private List<String> withoutSpaces = new ArrayList<>();

    @Override
    ObjectNode ask(ApiClient client) throws InterruptedException {
        ObjectNode order = object();
        policy.putInto(order);
        put(order, "organisations", organisations);
        more.putInto(order);
        put(order, "removeSpaces", withoutSpaces);
        return (ObjectNode) client.post(tenant.path(":change"), order);
    }

    /** Another policy, none, or the one that it has. */
    static final class PolicyChoice {

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "Takes the place of the policy that it has; on the connector's machine.")
        private Optional<Path> file = Optional.empty();

        @Option(names = "--no-policy", description = "The built-in roles count.")
        private boolean none;

        void putInto(ObjectNode order) {
            file.ifPresent(path -> order.put("policy", path.toAbsolutePath().toString()));
            if (none) {
                order.putNull("policy");
            }
        }
    }
}
