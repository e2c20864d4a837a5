package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The connector as the issuer of each tenant's tokens: gives them out, recognises them, tells about them and ends them. What blocks waits for
 * the key that signs, which may be in an HSM. Safe for many threads.
 */
public final class TokenAuthority {

    private static final Logger LOG = LoggerFactory.getLogger(TokenAuthority.class);

    private final Issuers issuers;
    private final TenantKeys keys;
    private final Authenticator own;
    private final TokenEndpoint endpoint;
    private final Inspection inspection;
    private final Metadata metadata;
    private final OperatorLogin operators;
    private final ConnectionTokens connections;

    public TokenAuthority(
            OwnTokensConfig config,
            Issuers issuers,
            KeyRing ring,
            Identities identities,
            TokenRequests requests,
            Clock clock) {
        this.issuers = issuers;
        this.keys = new TenantKeys(ring);
        OwnTokenReader reader = new OwnTokenReader(issuers, keys, config, clock);
        Standing standing = new Standing(identities);
        TokenMint mint = new TokenMint(issuers, keys, config, requests, clock);
        Assertions assertions = new Assertions(issuers, identities, new AccountKeys(), config, clock);
        RefreshTokens refreshing = new RefreshTokens(issuers, keys, identities, config, clock);
        Clients clients = new Clients(identities, assertions, issuers);
        this.own = new OwnTokens(reader, standing);
        this.connections = new ConnectionTokens(identities, issuers, keys, mint);
        this.endpoint = new TokenEndpoint(
                clients,
                assertions,
                new Exchange(reader, standing, identities, mint, connections),
                refreshing,
                mint,
                config.compat());
        this.inspection = new Inspection(clients, reader, standing, identities, issuers, refreshing);
        this.metadata = new Metadata(issuers, keys, config);
        this.operators = new OperatorLogin(identities, issuers, keys, mint, reader);
    }

    /** Recognises the tokens that were given out. */
    public Authenticator authenticator() {
        return own;
    }

    /** The tenant of that id where it is enabled and gives out tokens. */
    public Optional<Tenant> tenant(String id) {
        return issuers.realm(id).filter(keys::areThere);
    }

    /** The only tenant where there is just one, and it gives out tokens. */
    public Optional<Tenant> onlyTenant() {
        return issuers.only().filter(keys::areThere);
    }

    /**
     * Answers a request for a token. Blocks.
     *
     * @throws OAuthException where it is refused
     * @throws KeyUnavailableException where the key cannot sign now
     */
    public Minted token(Tenant tenant, OAuthRequest request) {
        return endpoint.answer(tenant, request);
    }

    /**
     * What RFC 7662 section 2.2 says.
     *
     * @throws OAuthException where the client is nobody
     */
    public Inspected introspect(Tenant tenant, OAuthRequest request) {
        return inspection.introspect(tenant, request);
    }

    /**
     * Ends a token (RFC 7009).
     *
     * @throws OAuthException where the client is nobody, or another's
     */
    public Inspected revoke(Tenant tenant, OAuthRequest request) {
        return inspection.revoke(tenant, request);
    }

    /** The metadata of the tenant's issuer. */
    public JsonNode metadata(Tenant tenant) {
        return metadata.document(tenant);
    }

    /** The public halves of the tenant's keys. */
    public JsonNode keys(Tenant tenant) {
        return metadata.keys(tenant);
    }

    /** Whether every tenant that gives out tokens has a next key to go on with. Degraded, never down: all tokens count. */
    public Health health() {
        List<TenantId> alone;
        try {
            alone = keys.withoutNext(issuers.all());
        } catch (ProblemException e) {
            LOG.debug("token keys were not looked at", e);
            return new Health(State.DEGRADED, "not known while the callers' store cannot be used", Optional.empty());
        }
        return alone.isEmpty()
                ? new Health(State.UP, "no tenant publishes one token key only", Optional.empty())
                : new Health(
                        State.DEGRADED,
                        "one token key only, and no next one, is published by " + alone.size() + " tenants: "
                                + alone.getFirst(),
                        Optional.empty());
    }

    public OperatorLogin operators() {
        return operators;
    }

    public ConnectionTokens connections() {
        return connections;
    }
}
