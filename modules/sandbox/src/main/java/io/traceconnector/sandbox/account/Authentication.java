package io.traceconnector.sandbox.account;

import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.Requests;
import io.traceconnector.sandbox.world.Account;
import io.undertow.server.HttpServerExchange;

/** Says who calls. */
@FunctionalInterface
public interface Authentication {

    /** @throws ApiException 401 without a good token */
    Account caller(HttpServerExchange exchange);

    /** By the bearer token of Account. */
    static Authentication byToken(Tokens tokens) {
        return exchange -> tokens.verify(Requests.bearer(exchange)
                .orElseThrow(() -> ApiException.unauthorized("an authorization token must be provided")));
    }
}
