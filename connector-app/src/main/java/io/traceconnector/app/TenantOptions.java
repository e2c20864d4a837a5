package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a tenant is given when it is made, and later. */
final class TenantOptions {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What it is for, production or experiment: for people to tell (a new tenant: production).")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--alias", paramLabel = "NAME", description = "By which others name it; may be repeated.")
    private List<String> aliases = new ArrayList<>();

    @Option(
            names = "--space",
            paramLabel = "NAME[=WORKFLOW,…]",
            description =
                    "An operational space, of all workflows or of some; may be repeated (a new tenant without any gets production).")
    private List<String> spaces = new ArrayList<>();

    void putInto(ObjectNode order) {
        kind.ifPresent(name -> order.put("kind", name));
        ManagementVerb.put(order, "aliases", aliases);
        for (String space : spaces) {
            String[] parts = space.split("=", 2);
            ObjectNode one = order.withArray("/spaces").addObject().put("name", parts[0]);
            if (parts.length > 1) {
                ManagementVerb.put(one, "workflows", List.of(parts[1].split(",")));
            }
        }
    }
}
