package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;

/** What is refused, and why. Somebody of another tenant and nobody are refused alike. */
final class Refusals {

    private Refusals() {}

    static ProblemException away() {
        return new ProblemException(
                503,
                "callers_store_unavailable",
                "Who may call cannot be looked up or changed now; try again later. The connector's health says why.");
    }

    static ProblemException tenantUnknown() {
        return new ProblemException(404, "tenant_unknown", "There is no such tenant.");
    }

    static ProblemException accountUnknown() {
        return new ProblemException(404, "service_account_unknown", "The tenant has no such service account.");
    }

    static ProblemException pluginUnknown() {
        return new ProblemException(404, "plugin_unknown", "There is no such plugin.");
    }

    static ProblemException installationUnknown() {
        return new ProblemException(404, "installation_unknown", "There is no such installation.");
    }

    static ProblemException operatorUnknown() {
        return new ProblemException(404, "operator_unknown", "There is no such operator.");
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(400, "invalid_request", detail);
    }

    static ProblemException taken(String code, String detail) {
        return new ProblemException(409, code, detail);
    }

    static ProblemException full() {
        return new ProblemException(
                409, "store_full", "No more can be kept; delete what is not needed, or raise callers.store.bounds.");
    }
}
