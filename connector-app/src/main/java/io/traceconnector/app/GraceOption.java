package io.traceconnector.app;

import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** For how long a secret goes on to count beside a new one. */
final class GraceOption {

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "How long the secret before it goes on to count (default: ${DEFAULT-VALUE}).")
    private String grace;

    ObjectNode order() {
        return ManagementVerb.object().put("grace", grace);
    }
}
