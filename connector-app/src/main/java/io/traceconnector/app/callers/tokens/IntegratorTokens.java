package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises tokens that registered service accounts sign with keys of their own, for users whom they have recognised; at most an hour long.
 * A signature is checked once as long as it is remembered; whether account, key and time still are, each time.
 */
public final class IntegratorTokens implements Authenticator {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Identities identities;
    private final AccountKeys keys = new AccountKeys();
    private final Set<String> audiences;
    private final Duration skew;
    private final TokenTimes times;
    private final IntegratorRights rights;
    private final RememberedTokens<IntegratorToken> verified;

    /** @param skew how far the clocks of those who sign may be from ours */
    public IntegratorTokens(
            IntegratorsConfig config,
            Issuers issuers,
            Tenants tenants,
            Identities identities,
            Duration skew,
            Clock clock) {
        this.identities = identities;
        this.audiences = new HashSet<>(config.audiences());
        this.audiences.add(issuers.audience());
        this.skew = skew;
        this.times = new TokenTimes(clock, skew);
        this.rights = new IntegratorRights(config, tenants);
        this.verified = new RememberedTokens<>(config.remembered(), clock);
    }

    /** A token whose issuer is the e-mail address of an account. What has a slash is another issuer's address. */
    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token)
                && token.jwt()
                        .flatMap(JwtForm::issuer)
                        .filter(issuer -> issuer.indexOf('@') > 0 && issuer.indexOf('/') < 0)
                        .flatMap(identities::serviceAccountByEmail)
                        .isPresent();
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        BearerToken token = token(credential);
        return verified.of(token).map(known -> verdict(token, known, facts));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        BearerToken token = token(credential);
        Optional<IntegratorToken> known = verified.of(token);
        try {
            return verdict(token, known.isPresent() ? known.get() : verify(token), facts);
        } catch (RefusedTokenException e) {
            return e.verdict();
        }
    }

    private static BearerToken token(Presented credential) {
        if (credential instanceof Presented.Bearer(var token)) {
            return token;
        }
        throw new IllegalArgumentException("asked about a credential of another shape");
    }

    private IntegratorToken verify(BearerToken token) {
        JwtForm form = token.jwt().orElseThrow(() -> new RefusedTokenException("The token is not a JWT."));
        Claims claims = new Claims(form);
        String email = claims.text("iss");
        ServiceAccount account = identities.serviceAccountByEmail(email).orElseThrow(IntegratorTokens::ended);
        RegisteredKey key = keys.verify(account, form, "JWT");
        if (!claims.text("sub").equals(email)
                || !claims.optionalText("email").orElse(email).equals(email)) {
            throw new RefusedTokenException("The token's iss, sub and email must be the same account's.");
        }
        if (!audiences.contains(claims.onlyAudience())) {
            throw new RefusedTokenException("The token is for another audience.");
        }
        Instant expires = times.expiry(form, LONGEST);
        IntegratorToken read = IntegratorToken.read(claims, account, key, expires);
        verified.remember(token, read, expires.plus(skew));
        return read;
    }

    /** The account as it is now, however long the token is remembered. */
    private Verdict verdict(BearerToken token, IntegratorToken read, RequestFacts facts) {
        try {
            times.requireNotOver(read.expires());
            ServiceAccount account = identities
                    .serviceAccount(read.account())
                    .filter(ServiceAccount::enabled)
                    .filter(found -> found.email().equals(read.email()))
                    .filter(found -> found.keys().contains(read.key()))
                    .filter(found -> found.isUsableFrom(facts.client()))
                    .orElseThrow(IntegratorTokens::ended);
            return new Verdict.Accepted(
                    rights.principal(read, account, token.fingerprint().substring(0, 16)), read.binding());
        } catch (RefusedTokenException e) {
            return e.verdict();
        }
    }

    private static RefusedTokenException ended() {
        return new RefusedTokenException("The token's account or key does not count any more.");
    }
}
