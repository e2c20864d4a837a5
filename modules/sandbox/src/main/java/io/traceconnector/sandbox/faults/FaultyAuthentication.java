package io.traceconnector.sandbox.faults;

import io.traceconnector.sandbox.account.Authentication;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.world.Account;
import io.undertow.server.HttpServerExchange;

/** Refuses good tokens as expired where the fault strikes. */
public final class FaultyAuthentication implements Authentication {

    private final Faults faults;
    private final Authentication authentication;

    public FaultyAuthentication(Faults faults, Authentication authentication) {
        this.faults = faults;
        this.authentication = authentication;
    }

    @Override
    public Account caller(HttpServerExchange exchange) {
        Account caller = authentication.caller(exchange);
        if (faults.strikesRequest(FaultName.EXPIRED_TOKEN).isPresent()) {
            throw ApiException.unauthorized("token expired");
        }
        return caller;
    }
}
