package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import java.util.ArrayList;
import java.util.List;

/** How the routes fail on which tenants, service accounts, plugins and operators are administrated, besides what every route may answer. */
final class IdentityFailures {

    private static final Failure UNAVAILABLE = new Failure(503, "callers_store_unavailable");
    private static final Failure FULL = new Failure(409, "store_full");
    private static final Failure BUSY = new Failure(503, "busy");
    private static final Failure PASSWORD = new Failure(400, "password_unusable");

    private static final Failure POLICY = new Failure(400, "policy_unusable");
    private static final Failure TENANT_TAKEN = new Failure(409, "tenant_exists");
    private static final Failure ORGANISATION_TAKEN = new Failure(409, "organisation_taken");

    private IdentityFailures() {}

    /** @param path as a template, on either listener */
    static List<Failure> of(String method, String path) {
        List<Failure> failures = new ArrayList<>(List.of(UNAVAILABLE));
        failures.addAll(unknown(path));
        if (method.equals("POST")) {
            failures.add(new Failure(400, "body_malformed"));
            failures.add(new Failure(400, "invalid_request"));
            failures.add(new Failure(413, "body_too_large"));
            failures.addAll(ofOrder(path.replace("/tenants/{tenant}", "")));
        }
        return failures;
    }

    private static List<Failure> unknown(String path) {
        List<Failure> unknown = new ArrayList<>();
        if (path.contains("/service-accounts/")) {
            unknown.add(new Failure(404, "service_account_unknown"));
        }
        if (path.contains("/keys/")) {
            unknown.add(new Failure(404, "key_unknown"));
        }
        if (path.contains("/installations/")) {
            unknown.add(new Failure(404, "installation_unknown"));
        }
        if (path.startsWith("/plugins/{plugin}") || path.endsWith("/installations")) {
            unknown.add(new Failure(404, "plugin_unknown"));
        }
        if (path.contains("/operators/")) {
            unknown.add(new Failure(404, "operator_unknown"));
        }
        return unknown;
    }

    /** @param path below the tenant's */
    private static List<Failure> ofOrder(String path) {
        Failure shared = new Failure(409, "operator_shared");
        return switch (path) {
            case "/tenants" -> List.of(POLICY, TENANT_TAKEN, ORGANISATION_TAKEN, FULL);
            case ":change" ->
                List.of(
                        POLICY,
                        TENANT_TAKEN,
                        ORGANISATION_TAKEN,
                        new Failure(409, "space_in_use"),
                        new Failure(409, "tenant_configured"));
            case ":enable", ":disable" -> List.of(new Failure(409, "tenant_configured"));
            case "/service-accounts" ->
                List.of(
                        new Failure(400, "one_operational_space"),
                        new Failure(400, "space_unknown"),
                        new Failure(409, "client_id_taken"),
                        FULL);
            case "/service-accounts/{id}/keys" ->
                List.of(
                        new Failure(400, "key_malformed"),
                        new Failure(400, "private_key_sent"),
                        new Failure(409, "key_exists"),
                        new Failure(409, "too_many_keys"));
            case "/service-accounts/{id}:export" -> List.of(new Failure(409, "too_many_keys"));
            case "/plugins" -> List.of(new Failure(409, "plugin_exists"), FULL);
            case "/installations" ->
                List.of(new Failure(400, "grants_not_wanted"), new Failure(409, "plugin_installed"), FULL);
            case "/operators" -> List.of(PASSWORD, new Failure(409, "operator_exists"), FULL, BUSY);
            case "/operators/{operator}:password" -> List.of(PASSWORD, shared, BUSY);
            case "/operators/{operator}:enable",
                    "/operators/{operator}:disable",
                    "/operators/{operator}:limit",
                    "/operators/{operator}:log-out" -> List.of(shared);
            default -> List.of();
        };
    }
}
