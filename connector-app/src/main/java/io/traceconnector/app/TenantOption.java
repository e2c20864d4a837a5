package io.traceconnector.app;

import picocli.CommandLine.Option;

/** The tenant that a command is about. */
final class TenantOption {

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = "default",
            description = "Id or alias (default: ${DEFAULT-VALUE}).")
    private String tenant;

    /** A path under the tenant's. */
    String path(String... segments) {
        return ManagementVerb.path("/tenants", tenant) + ManagementVerb.path(segments);
    }
}
