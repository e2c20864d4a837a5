package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.ServiceAccount;
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
    static final String REFRESH_TOKEN = "refresh_token";

    private final Clients clients;
    private final Assertions assertions;
    private final Exchange exchange;
    private final RefreshTokens refreshing;
    private final TokenMint mint;
    private final Compatibility compat;

    TokenEndpoint(
            Clients clients,
            Assertions assertions,
            Exchange exchange,
            RefreshTokens refreshing,
            TokenMint mint,
            Compatibility compat) {
        this.clients = clients;
        this.assertions = assertions;
        this.exchange = exchange;
        this.refreshing = refreshing;
        this.mint = mint;
        this.compat = compat;
    }

    /** For what tokens are given. */
    static List<String> grants(Compatibility compat) {
        return switch (compat) {
            case NONE -> List.of(CLIENT_CREDENTIALS, JWT_BEARER, TOKEN_EXCHANGE);
            case CHASSI -> List.of(CLIENT_CREDENTIALS, JWT_BEARER, TOKEN_EXCHANGE, REFRESH_TOKEN);
        };
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
        String grantType = form.require("grant_type");
        if (!grants(compat).contains(grantType)) {
            throw OAuthException.of(
                    400,
                    "unsupported_grant_type",
                    "grant_type must be one of " + String.join(", ", grants(compat)) + ".");
        }
        return switch (grantType) {
            case CLIENT_CREDENTIALS -> {
                ServiceAccount account = clients.require(tenant, request);
                Map<UUID, Set<String>> spaces = SpaceScope.narrowed(scope, account.scopedRoles());
                Minted given = give(tenant, account, spaces, request.sender().wanted());
                yield compat == Compatibility.CHASSI ? withRefresh(given, tenant, account, spaces) : given;
            }
            case JWT_BEARER -> {
                Optional<ServiceAccount> client = clients.find(tenant, request);
                Assertions.Grant grant = grant(tenant, request);
                if (client.isPresent()
                        && !client.get().id().equals(grant.account().id())) {
                    throw OAuthException.invalidGrant("The assertion is another client's.");
                }
                Map<UUID, Set<String>> asserted =
                        SpaceScope.narrowed(grant.scope(), grant.account().scopedRoles());
                yield give(
                        tenant,
                        grant.account(),
                        SpaceScope.narrowed(scope, asserted),
                        request.sender().wanted());
            }
            case TOKEN_EXCHANGE -> exchange.trade(tenant, request, clients.find(tenant, request));
            default -> refreshed(tenant, request, scope);
        };
    }

    /** A new pair for the old one's. What is left to narrow is the access token: the new refresh token is for as much as the old one. */
    private Minted refreshed(Tenant tenant, OAuthRequest request, String scope) {
        ServiceAccount client = clients.require(tenant, request);
        RefreshTokens.Shown shown =
                refreshing.shown(tenant, client, request.form().require(REFRESH_TOKEN), request.sender());
        Map<UUID, Set<String>> left = Standing.common(shown.spaces(), client.scopedRoles());
        Binding binding = request.sender().wanted(shown.facts().binding());
        Minted given = give(tenant, client, SpaceScope.narrowed(scope, left), binding);
        Minted pair = withRefresh(given, tenant, client, shown.spaces());
        // Last, so that a request that fails otherwise can be sent again; of two that race one gets here first.
        refreshing.use(client, shown);
        return pair;
    }

    private Minted withRefresh(Minted given, Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces) {
        return given.with(mint.refresh(tenant, account, spaces, given.binding()));
    }

    private Assertions.Grant grant(Tenant tenant, OAuthRequest request) {
        try {
            return assertions.grant(tenant, request.form().require("assertion"), request::isFromWhereUsable);
        } catch (RefusedTokenException e) {
            throw OAuthException.invalidGrant("The assertion does not count: its issuer, key, audience or times.");
        }
    }

    private Minted give(Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces, Binding binding) {
        return mint.forAccount(tenant, account, spaces, Origin.none(), binding);
    }
}
