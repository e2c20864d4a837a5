package io.traceconnector.app;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The installation that a verb is about. */
final class InstallationName {

    @Mixin
    private TenantOption tenant;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id.")
    private String id;

    /** Its path, and what follows there. */
    String path(String rest) {
        return tenant.path("/installations", id) + rest;
    }
}
