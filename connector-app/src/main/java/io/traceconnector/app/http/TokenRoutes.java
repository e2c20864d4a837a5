package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.app.callers.Possession;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import java.util.ArrayList;
import java.util.List;

/** The endpoints of each tenant's issuer, and short ways to them where there is one tenant. */
final class TokenRoutes {

    private static final String TAG = "tokens";
    private static final String REALM = "/auth/realms/{tenant}";
    private static final String ENDPOINTS = REALM + "/protocol/openid-connect";
    /** More than any token and assertion that is taken. */
    private static final BodyRule BODY = new BodyRule.Held(64 * 1024);

    private static final Failure UNKNOWN = new Failure(404, "tenant_unknown");

    private final List<Operation> operations = new ArrayList<>();

    TokenRoutes(TokenAuthority authority, Possession possession, Throttle throttle) {
        TokenAnswers realm = new TokenAnswers(
                authority,
                possession,
                call -> authority.tenant(call.parameters().getOrDefault("tenant", "")),
                throttle);
        post(ENDPOINTS + "/token", realm::token, "Gives out a token (RFC 6749).");
        post("/{tenant}/oauth/token", realm::token, "The same by a shorter path.");
        post(ENDPOINTS + "/token/introspect", realm::introspect, "Tells about a token (RFC 7662).");
        post(ENDPOINTS + "/revoke", realm::revoke, "Ends a token (RFC 7009).");
        get(ENDPOINTS + "/certs", realm::keys, "The keys that sign the tenant's tokens (RFC 7517).");
        get(REALM + "/.well-known/openid-configuration", realm::metadata, "The issuer's metadata.");
        get(REALM + "/.well-known/oauth-authorization-server", realm::metadata, "The issuer's metadata.");
        get(
                "/.well-known/oauth-authorization-server" + REALM,
                realm::metadata,
                "The issuer's metadata, where RFC 8414 looks for it.");
        TokenAnswers only = new TokenAnswers(authority, possession, call -> authority.onlyTenant(), throttle);
        for (String path : List.of("/oauth2/token", "/oauth/token")) {
            post(path, only::token, "Gives out a token, where there is one tenant.");
        }
        post("/oauth2/introspect", only::introspect, "Tells about a token, where there is one tenant.");
        post("/oauth2/revoke", only::revoke, "Ends a token, where there is one tenant.");
        for (String path : List.of("/oauth2/certs", "/.well-known/jwks.json")) {
            get(path, only::keys, "The keys that sign tokens, where there is one tenant.");
        }
        addLogins(new TokenLogins(authority.operators(), throttle));
        add(
                List.of("POST"),
                "/plugins/{plugin}/installations/{installation}/access_tokens",
                Access.recognised(),
                new TokenConnections(authority.connections())::make,
                "Trades a plugin's token for one of a single tenant, for an hour at most.",
                new Failure(400, "body_malformed"),
                new Failure(403, "insufficient_scope"),
                new Failure(404, "installation_unknown"),
                new Failure(503, "keys_unavailable"));
    }

    List<Operation> operations() {
        return operations;
    }

    private void addLogins(TokenLogins logins) {
        add(
                List.of("POST"),
                "/auth/login",
                Access.entrance(),
                logins::login,
                "Gives a token to an operator who knows the password.",
                new Failure(400, "body_malformed"),
                new Failure(401, "login_failed"),
                new Failure(409, "token_keys_missing"),
                new Failure(429, "too_many_failures"),
                new Failure(503, "login_busy"));
        add(
                List.of("POST"),
                "/auth/logout",
                Access.entrance(),
                logins::logout,
                "Ends an operator's token.",
                new Failure(401, "invalid_token"),
                new Failure(401, "missing_token"));
    }

    private void post(String path, Handling.Serving handling, String summary) {
        add(List.of("POST"), path, Access.entrance(), handling, summary, UNKNOWN);
    }

    private void get(String path, Handling.Serving handling, String summary) {
        add(List.of("GET"), path, Access.open(), handling, summary, UNKNOWN);
    }

    private void add(
            List<String> methods,
            String path,
            Access access,
            Handling.Serving handling,
            String summary,
            Failure... failures) {
        operations.add(new Operation(
                methods,
                new PathTemplate(path),
                access,
                methods.contains("GET") ? new BodyRule.None() : BODY,
                handling,
                OperationDescription.of(TAG, summary, Schemas.json(Schemas.OBJECT), failures)));
    }
}
