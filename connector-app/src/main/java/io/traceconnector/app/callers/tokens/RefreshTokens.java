package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Refresh tokens of service accounts (RFC 6749 section 6): signed, used once, and good at the token endpoint alone, for the client that was
 * given it. Whether that may still have what it says is decided when it is used.
 */
final class RefreshTokens {

    static final String TYPE = "rt+jwt";

    private final OwnTokenCheck check;
    private final Identities identities;
    private final Duration longest;
    private final Duration skew;

    RefreshTokens(Issuers issuers, TenantKeys keys, Identities identities, OwnTokensConfig config, Clock clock) {
        this.check = new OwnTokenCheck(issuers, keys, new TokenTimes(clock, config.skew()));
        this.identities = identities;
        this.longest = config.refreshLife();
        this.skew = config.skew();
    }

    /**
     * What a client shows; not used up by it.
     *
     * @throws OAuthException {@code invalid_grant} where it does not count, is another's, or is bound to what the sender does not hold
     */
    Shown shown(Tenant tenant, ServiceAccount client, String text, Sender sender) {
        return read(tenant, text)
                .filter(shown ->
                        shown.isOf(client) && sender.holds(shown.facts().binding()))
                .orElseThrow(() -> refused(client));
    }

    /** Any good one of that tenant, whoever's. */
    Optional<Shown> read(Tenant tenant, String text) {
        try {
            return JwtForm.read(text)
                    .map(this::verified)
                    .filter(shown -> shown.facts().tenant().equals(tenant.id())
                            && !identities.isRevoked(shown.facts().id()));
        } catch (RefusedTokenException e) {
            return Optional.empty();
        }
    }

    private Shown verified(JwtForm form) {
        OwnToken.Facts facts = check.facts(form, TYPE, tenant -> check.issuers().of(tenant.id()), longest);
        Claims claims = new Claims(form);
        return new Shown(facts, claims.uuid("account"), claims.spaces("spaces"));
    }

    /**
     * Uses it up, among all replicas.
     *
     * @throws OAuthException {@code invalid_grant} where it was used before
     */
    void use(ServiceAccount client, Shown shown) {
        OwnToken.Facts facts = shown.facts();
        if (!identities.takeOnce(
                "refresh:" + client.id(), facts.id(), facts.expires().plus(skew))) {
            throw refused(client);
        }
    }

    /** Ends it before it was used. */
    void revoke(Shown shown) {
        identities.revoke(shown.facts().id(), shown.facts().expires().plus(skew));
    }

    private static OAuthException refused(ServiceAccount client) {
        return OAuthException.invalidGrant("The refresh token does not count: it is over, used, ended, or not yours.")
                .claimedBy(client);
    }

    /** @param spaces what is given for it at most */
    record Shown(OwnToken.Facts facts, UUID account, Map<UUID, Set<String>> spaces) {

        boolean isOf(ServiceAccount client) {
            return account.equals(client.id()) && facts.generation() == client.generation();
        }
    }
}
