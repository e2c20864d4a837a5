package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What service accounts sign in order to be given a token: as a client's authentication, or as a grant (RFC 7523). */
final class Assertions {

    private static final Duration CLIENTS_LIFE = Duration.ofMinutes(5);
    /** Google's libraries ask for an hour. */
    private static final Duration GRANTS_LIFE = Duration.ofHours(1);

    /** What Google's libraries write whichever token endpoint the key's file names. */
    private static final String GOOGLES_AUDIENCE = "https://oauth2.googleapis.com/token";

    private static final String CLIENT_TYPE = "client-authentication+jwt";
    private static final String GRANT_TYPE = "authorization-grant+jwt";

    private final Issuers issuers;
    private final Identities identities;
    private final AccountKeys keys;
    private final OwnTokensConfig config;
    private final TokenTimes times;

    Assertions(Issuers issuers, Identities identities, AccountKeys keys, OwnTokensConfig config, Clock clock) {
        this.issuers = issuers;
        this.identities = identities;
        this.keys = keys;
        this.config = config;
        this.times = new TokenTimes(clock, config.skew());
    }

    /**
     * {@code private_key_jwt}: issuer and subject are the client, its audience is the issuer alone, and its id counts once.
     *
     * @param tenant whose issuer is asked
     * @param client that the request names besides
     * @param wanted whose assertions are of use here
     * @throws RefusedTokenException where it does not count
     */
    ServiceAccount client(Tenant tenant, String assertion, Optional<String> client, Predicate<ServiceAccount> wanted) {
        JwtForm form = read(assertion);
        Claims claims = new Claims(form);
        String id = claims.text("iss");
        if (!id.equals(claims.text("sub")) || !client.orElse(id).equals(id)) {
            throw new RefusedTokenException("The assertion's iss and sub must be the client's id.");
        }
        ServiceAccount account = known(identities.serviceAccountByClientId(id), wanted);
        keys.verify(account, form, "JWT", CLIENT_TYPE);
        Set<String> audiences = config.tokenUrlAsAudience()
                ? Set.of(issuers.of(tenant.id()), issuers.endpoint(tenant.id(), "token"))
                : Set.of(issuers.of(tenant.id()));
        requireAudience(claims, audiences);
        Instant expires = times.assertionExpiry(form, CLIENTS_LIFE);
        takeOnce(account, claims.text("jti"), expires);
        return account;
    }

    /**
     * A grant: issued by the account's e-mail address or client id; its audience is the issuer, the token endpoint, or Google's. Where it has an id,
     * that counts once; Google's libraries send none.
     *
     * @param wanted whose assertions are of use here
     * @throws RefusedTokenException where it does not count
     */
    Grant grant(Tenant tenant, String assertion, Predicate<ServiceAccount> wanted) {
        JwtForm form = read(assertion);
        Claims claims = new Claims(form);
        String issuer = claims.text("iss");
        if (!claims.optionalText("sub").orElse(issuer).equals(issuer)) {
            throw new RefusedTokenException("The assertion's sub must be its iss: nobody is acted for.");
        }
        ServiceAccount account = known(
                identities.serviceAccountByEmail(issuer).or(() -> identities.serviceAccountByClientId(issuer)),
                wanted.and(found -> found.tenant().equals(tenant.id())));
        keys.verify(account, form, "JWT", GRANT_TYPE);
        if (!IntegratorToken.isAccountsOwn(claims)) {
            // What is given for it would be the account's whole token, and the user would be forgotten.
            throw new RefusedTokenException("An assertion for a user is a token by itself, and is not traded.");
        }
        requireAudience(
                claims, Set.of(issuers.of(tenant.id()), issuers.endpoint(tenant.id(), "token"), GOOGLES_AUDIENCE));
        Instant expires = times.assertionExpiry(form, GRANTS_LIFE);
        claims.optionalText("jti").ifPresent(id -> takeOnce(account, id, expires));
        return new Grant(account, form.claim("scope").orElse(""));
    }

    /** One that is bound to something would need a proof of its own, for which there is no place. */
    private static JwtForm read(String assertion) {
        return JwtForm.read(assertion)
                .filter(form -> Binding.of(form.claims()) instanceof Binding.None)
                .orElseThrow(() -> new RefusedTokenException("The assertion is not a JWT, or is bound to something."));
    }

    private static ServiceAccount known(Optional<ServiceAccount> account, Predicate<ServiceAccount> wanted) {
        return account.filter(ServiceAccount::enabled)
                .filter(wanted)
                .orElseThrow(() -> new RefusedTokenException("The assertion's issuer is not known."));
    }

    private static void requireAudience(Claims claims, Set<String> audiences) {
        if (!audiences.contains(claims.onlyAudience())) {
            throw new RefusedTokenException("The assertion's aud must be the issuer, and nothing else.");
        }
    }

    /** The last check of all, so that an assertion that fails another one can be sent again, mended. */
    private void takeOnce(ServiceAccount account, String id, Instant expires) {
        if (!identities.takeOnce("assertion:" + account.id(), id, expires.plus(config.skew()))) {
            throw new RefusedTokenException("The assertion's jti was used before.");
        }
    }

    /**
     * An assertion that was good.
     *
     * @param scope that it asks for; empty where it asks for none
     */
    record Grant(ServiceAccount account, String scope) {}
}
