package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells clients about tokens of their tenant (RFC 7662), and ends those that are theirs (RFC 7009). */
final class Inspection {

    private final Clients clients;
    private final OwnTokenReader reader;
    private final Standing standing;
    private final Identities identities;
    private final Issuers issuers;
    private final RefreshTokens refreshing;

    Inspection(
            Clients clients,
            OwnTokenReader reader,
            Standing standing,
            Identities identities,
            Issuers issuers,
            RefreshTokens refreshing) {
        this.clients = clients;
        this.reader = reader;
        this.standing = standing;
        this.identities = identities;
        this.issuers = issuers;
        this.refreshing = refreshing;
    }

    /**
     * Of a token of another tenant, and to a client of another tenant, no more is said than of none at all; of a refresh token neither, so that
     * whoever asks never takes one for a token to be called with.
     */
    Inspected introspect(Tenant tenant, OAuthRequest request) {
        ServiceAccount client = clients.requireOfAny(tenant, request);
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        Optional<OwnToken> found = good(tenant, client, request.form().require("token"));
        answer.put("active", found.isPresent());
        found.map(OwnToken::facts).ifPresent(facts -> {
            answer.put("iss", issuers.of(tenant.id()))
                    .put("aud", issuers.audience())
                    .put("sub", facts.subject())
                    .put("client_id", facts.client())
                    .put("token_type", facts.binding().scheme())
                    .put("iat", facts.issued().getEpochSecond())
                    .put("exp", facts.expires().getEpochSecond())
                    .put("jti", facts.id())
                    .put("tid", facts.tenant().value());
            facts.binding()
                    .confirmation()
                    .ifPresent(confirmation ->
                            answer.set("cnf", JsonMapper.shared().valueToTree(confirmation)));
            if (!facts.scope().isEmpty()) {
                answer.put("scope", facts.scope());
            }
        });
        return new Inspected(deed(client, found.map(OwnToken::facts)), answer);
    }

    /**
     * Ends a token. Answers with nothing. One that is not known, of another tenant or over already is as ended as can be.
     *
     * @throws OAuthException {@code unauthorized_client} where it is another client's
     */
    Inspected revoke(Tenant tenant, OAuthRequest request) {
        ServiceAccount client = clients.requireOfAny(tenant, request);
        String text = request.form().require("token");
        Optional<OwnToken> found = good(tenant, client, text);
        found.ifPresent(token -> {
            requireOwn(
                    client,
                    token instanceof OwnToken.OfAccount(var facts, var account, var spaces)
                            && account.equals(client.id()));
            identities.revoke(token.facts().id(), reader.end(token));
        });
        Optional<RefreshTokens.Shown> refresh =
                found.isEmpty() && client.tenant().equals(tenant.id())
                        ? refreshing.read(tenant, text)
                        : Optional.empty();
        refresh.ifPresent(shown -> {
            requireOwn(client, shown.account().equals(client.id()));
            refreshing.revoke(shown);
        });
        return new Inspected(
                deed(client, found.map(OwnToken::facts).or(() -> refresh.map(RefreshTokens.Shown::facts))),
                JsonMapper.shared().createObjectNode());
    }

    private static void requireOwn(ServiceAccount client, boolean own) {
        if (!own) {
            throw OAuthException.of(400, "unauthorized_client", "The token is not one of this client's.")
                    .claimedBy(client);
        }
    }

    /** In the record of the client's own tenant. */
    private static TokenDeed deed(ServiceAccount client, Optional<OwnToken.Facts> token) {
        return new TokenDeed(
                client.tenant(), client.caller(), token.map(OwnToken.Facts::id).orElse(""));
    }

    private Optional<OwnToken> good(Tenant tenant, ServiceAccount client, String text) {
        if (!client.tenant().equals(tenant.id())) {
            return Optional.empty();
        }
        try {
            return BearerToken.of(text)
                    .filter(reader::takes)
                    .map(reader::read)
                    .filter(token -> token.facts().tenant().equals(tenant.id()))
                    .filter(token -> standing.of(token).tenants().containsKey(tenant.id()));
        } catch (RefusedTokenException e) {
            return Optional.empty();
        }
    }
}
