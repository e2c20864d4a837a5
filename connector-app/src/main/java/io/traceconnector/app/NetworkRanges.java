package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** From where somebody may be used from now on. */
final class NetworkRanges {

    @Parameters(
            index = "1..*",
            paramLabel = "RANGE",
            description = "Such as 10.0.0.0/8 or 2001:db8::/32; none for everywhere.")
    private List<String> networks = new ArrayList<>();

    ObjectNode order() {
        ObjectNode order = ManagementVerb.object();
        networks.forEach(order.putArray("networks")::add);
        return order;
    }
}
