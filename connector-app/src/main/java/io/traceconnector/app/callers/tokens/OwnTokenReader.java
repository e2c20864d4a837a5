package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies tokens of ours (RFC 9068 section 4). A signature is checked once as long as it is remembered; whether its tenant, its key and its
 * time still are, each time. Safe for many threads.
 */
final class OwnTokenReader {

    static final String TYPE = "at+jwt";

    private final Issuers issuers;
    private final TenantKeys keys;
    private final OwnTokensConfig config;
    private final TokenTimes times;
    private final OwnTokenCheck check;
    private final RememberedTokens<OwnToken> verified;

    OwnTokenReader(Issuers issuers, TenantKeys keys, OwnTokensConfig config, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.config = config;
        this.times = new TokenTimes(clock, config.skew());
        this.check = new OwnTokenCheck(issuers, keys, times);
        this.verified = new RememberedTokens<>(config.remembered(), clock);
    }

    boolean takes(BearerToken token) {
        return token.jwt().flatMap(JwtForm::issuer).filter(issuers::isOurs).isPresent();
    }

    /**
     * What is remembered of it; empty where its signature has to be checked.
     *
     * @throws RefusedTokenException where it does not count any more
     */
    Optional<OwnToken> remembered(BearerToken token) {
        Optional<OwnToken> known = verified.of(token);
        known.ifPresent(this::requireStillGood);
        return known;
    }

    /** @throws RefusedTokenException where it does not count */
    OwnToken read(BearerToken token) {
        return remembered(token).orElseGet(() -> {
            JwtForm form = token.jwt().orElseThrow(() -> new RefusedTokenException("The token is not a JWT."));
            OwnToken read = verify(form);
            verified.remember(token, read, end(read));
            return read;
        });
    }

    /** When it counts no more, whatever the clocks. */
    Instant end(OwnToken token) {
        return token.facts().expires().plus(config.skew());
    }

    private void requireStillGood(OwnToken token) {
        OwnToken.Facts facts = token.facts();
        times.requireNotOver(facts.expires());
        Tenant tenant = issuers.enabled(facts.tenant()).orElseThrow(OwnTokenReader::ended);
        if (keys.verifier(tenant, facts.kid()).isEmpty()) {
            throw ended();
        }
    }

    private OwnToken verify(JwtForm form) {
        Claims claims = new Claims(form);
        Use use = Use.of(claims.optionalText("token_use"));
        OwnToken.Facts facts = check.facts(form, TYPE, tenant -> issuers.audience(), longest(use));
        return switch (use) {
            case ACCOUNT -> new OwnToken.OfAccount(facts, claims.uuid("account"), claims.spaces("spaces"));
            case OPERATOR -> new OwnToken.OfOperator(facts, claims.uuid("sub"));
            case CONNECTION ->
                new OwnToken.OfConnection(
                        facts, claims.uuid("sub"), claims.texts("actions").orElse(Set.of()));
        };
    }

    private Duration longest(Use use) {
        return switch (use) {
            case ACCOUNT -> config.life();
            case OPERATOR -> config.operatorLife();
            case CONNECTION -> config.connectionLife();
        };
    }

    private static RefusedTokenException ended() {
        return new RefusedTokenException("The token does not count any more.");
    }
}
