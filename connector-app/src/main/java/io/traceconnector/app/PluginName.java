package io.traceconnector.app;

import picocli.CommandLine.Parameters;

/** The plugin that a verb is about. */
final class PluginName {

    @Parameters(index = "0", paramLabel = "PLUGIN", description = "Its id.")
    private String id;

    /** Its path, and what follows there. */
    String path(String rest) {
        return ManagementVerb.path("/plugins", id) + rest;
    }
}
