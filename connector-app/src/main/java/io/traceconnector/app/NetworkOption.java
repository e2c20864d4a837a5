package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** From where somebody that is made may be used. */
final class NetworkOption {

    @Option(
            names = "--network",
            paramLabel = "RANGE",
            description = "From where it may be used, such as 10.0.0.0/8; may be repeated (default: from everywhere).")
    private List<String> networks = new ArrayList<>();

    void addTo(ObjectNode order) {
        ManagementVerb.put(order, "networks", networks);
    }
}
