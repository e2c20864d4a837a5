package io.traceconnector.app;

import picocli.CommandLine.Parameters;

/** The tenant that a verb is about. */
final class TenantName {

    @Parameters(paramLabel = "TENANT", description = "Id or alias.")
    private String id;

    /** Its path, and what follows there. */
    String path(String rest) {
        return ManagementVerb.path("/tenants", id) + rest;
    }
}
