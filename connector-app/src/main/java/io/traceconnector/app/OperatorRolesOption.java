package io.traceconnector.app;

import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an operator may do in which tenants. */
final class OperatorRolesOption {

    @Option(
            names = "--tenant",
            required = true,
            paramLabel = "TENANT=ROLE,…",
            description = "What the person may do where; may be repeated.")
    private Map<String, String> tenants;

    ObjectNode order() {
        ObjectNode order = ManagementVerb.object();
        ObjectNode roles = order.putObject("tenants");
        tenants.forEach((tenant, some) -> {
            ArrayNode there = roles.putArray(tenant);
            for (String role : some.split(",")) {
                there.add(role);
            }
        });
        return order;
    }
}
