package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Gives out tokens (RFC 6749 section 3.2). */
final class TokenEndpoint {

    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final List<String> GRANTS = List.of(CLIENT_CREDENTIALS, JWT_BEARER, TOKEN_EXCHANGE);

    private final Clients clients;
    private final Assertions assertions;
    private final Exchange exchange;
    private final TokenMint mint;

    TokenEndpoint(Clients clients, Assertions assertions, Exchange exchange, TokenMint mint) {
        this.clients = clients;
        this.assertions = assertions;
        this.exchange = exchange;
        this.mint = mint;
    }

    /** The sender's proof is used up last: only who is given a token makes us remember one. */
    Minted answer(Tenant tenant, OAuthRequest request) {
        try {
            return made(tenant, request);
        } catch (TooManyTokensException e) {
            throw OAuthException.slowDown(
                            "More tokens are asked for than can be used; use each until it ends.", e.seconds())
                    .claimedBy(e.caller());
        }
    }

    private Minted made(Tenant tenant, OAuthRequest request) {
        Minted minted = minted(tenant, request);
        request.sender().proof().use();
        return minted;
    }

    private Minted minted(Tenant tenant, OAuthRequest request) {
        OAuthForm form = request.form();
        String scope = form.get("scope").orElse("");
        return switch (form.require("grant_type")) {
            case CLIENT_CREDENTIALS -> {
                ServiceAccount account = clients.require(tenant, request);
                yield give(tenant, account, SpaceScope.narrowed(scope, account.scopedRoles()), request);
            }
            case JWT_BEARER -> {
                Optional<ServiceAccount> client = clients.find(tenant, request);
                Assertions.Grant grant = grant(tenant, form);
                if (client.isPresent()
                        && !client.get().id().equals(grant.account().id())) {
                    throw OAuthException.invalidGrant("The assertion is another client's.");
                }
                Map<UUID, Set<String>> asserted =
                        SpaceScope.narrowed(grant.scope(), grant.account().scopedRoles());
                yield give(tenant, grant.account(), SpaceScope.narrowed(scope, asserted), request);
            }
            case TOKEN_EXCHANGE -> exchange.trade(tenant, form, clients.find(tenant, request), request.sender());
            default ->
                throw OAuthException.of(
                        400, "unsupported_grant_type", "grant_type must be one of " + String.join(", ", GRANTS) + ".");
        };
    }

    private Assertions.Grant grant(Tenant tenant, OAuthForm form) {
        try {
            return assertions.grant(tenant, form.require("assertion"));
        } catch (RefusedTokenException e) {
            throw OAuthException.invalidGrant("The assertion does not count: its issuer, key, audience or times.");
        }
    }

    private Minted give(Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces, OAuthRequest request) {
        if (request.source().filter(source -> !account.isUsableFrom(source)).isPresent()) {
            throw OAuthException.of(
                            403, "unauthorized_client", "The service account may not be used from this address.")
                    .claimedBy(account);
        }
        return mint.forAccount(
                tenant, account, spaces, Instant.MAX, request.sender().wanted());
    }
}
