package io.traceconnector.app.callers.store;

/**
 * The write side of the store. What an administrator gets wrong, and what the store refuses, is a
 * {@link io.traceconnector.api.ProblemException} with a stable code; changes are on disk when a method returns.
 */
public record IdentityAdministration(
        TenantAdministration tenants,
        AccountAdministration accounts,
        AccountKeys keys,
        PluginAdministration plugins,
        InstallationAdministration installations,
        OperatorAdministration operators) {}
