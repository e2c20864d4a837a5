package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Says from where somebody may be used from now on; the verb's first parameter names who that is. */
abstract class LimitVerb extends ManagementVerb {

    @Parameters(
            index = "1..*",
            paramLabel = "RANGE",
            description = "Such as 10.0.0.0/8 or 2001:db8::/32; none for everywhere.")
    private List<String> networks = new ArrayList<>();

    /** Of what is limited, and what follows there. */
    abstract String path(String rest);

    @Override
    final ObjectNode ask(ApiClient client) throws InterruptedException {
        ObjectNode order = object();
        networks.forEach(order.putArray("networks")::add);
        return (ObjectNode) client.post(path(":limit"), order);
    }
}
