package io.traceconnector.app;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The service account that a verb is about. */
final class AccountName {

    @Mixin
    private TenantOption tenant;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Id or client id.")
    private String account;

    /** Its path, and what follows there. */
    String path(String rest) {
        return tenant.path("/service-accounts", account) + rest;
    }
}
