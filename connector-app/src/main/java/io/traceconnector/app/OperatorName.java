package io.traceconnector.app;

import picocli.CommandLine.Parameters;

/** The operator that a verb is about. */
final class OperatorName {

    @Parameters(index = "0", paramLabel = "OPERATOR", description = "Name or id.")
    private String name;

    /** Its path, and what follows there. */
    String path(String rest) {
        return ManagementVerb.path("/operators", name) + rest;
    }
}
