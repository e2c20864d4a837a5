package io.traceconnector.app.callers.oidc;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.JwsAlgorithm;
import io.traceconnector.app.callers.tokens.RefusedTokenException;
import io.traceconnector.app.callers.tokens.RememberedTokens;
import io.traceconnector.app.callers.tokens.TokenTimes;
import io.traceconnector.app.callers.tokens.VerificationKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Recognises access tokens of other issuers, by their keys, in the form of RFC 9068 or Keycloak's; and opaque ones, by asking the one issuer that
 * is configured to be asked. What was verified is remembered for five minutes at most.
 */
public final class ForeignTokens implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final IssuerClient client;
    private final Map<String, Issuer> issuers = new HashMap<>();
    private final Optional<OpaqueTokens> opaque;
    private final TokenTimes times;
    private final Clock clock;
    private final RememberedTokens<Verified> verified;

    /**
     * Asks nobody yet.
     *
     * @param remembered how many verified tokens are remembered, and answers about opaque ones
     * @throws IllegalArgumentException where an issuer is there twice, or several are to be asked about opaque tokens
     */
    public ForeignTokens(
            List<IssuerConfig> config,
            Tenants tenants,
            Duration skew,
            int remembered,
            MeterRegistry meters,
            Clock clock) {
        this(config, tenants, skew, remembered, new IssuerClient(meters), clock);
    }

    ForeignTokens(
            List<IssuerConfig> config,
            Tenants tenants,
            Duration skew,
            int remembered,
            IssuerClient client,
            Clock clock) {
        this.client = client;
        this.times = new TokenTimes(clock, skew);
        this.clock = clock;
        this.verified = new RememberedTokens<>(remembered, clock);
        for (IssuerConfig one : config) {
            Issuer issuer = new Issuer(new ForeignClaims(one, tenants), new RemoteKeys(one, client, clock));
            if (issuers.put(one.issuer(), issuer) != null) {
                throw new IllegalArgumentException("callers.issuers: " + one.issuer() + " is there twice");
            }
        }
        List<IssuerConfig> asked =
                config.stream().filter(one -> one.introspection().isPresent()).toList();
        if (asked.size() > 1) {
            throw new IllegalArgumentException(
                    "callers.issuers: only one may have introspection, since an opaque token does not say whose it is");
        }
        this.opaque = asked.stream()
                .findFirst()
                .map(one -> new OpaqueTokens(one, new ForeignClaims(one, tenants), client, remembered, clock));
    }

    /** Those for JWTs, and for opaque tokens where an issuer is asked about them. */
    public List<Authenticator> authenticators() {
        return opaque.<List<Authenticator>>map(one -> List.of(new OfJwts(), one))
                .orElse(List.of(new OfJwts()));
    }

    @Override
    public void close() {
        client.close();
    }

    private record Issuer(ForeignClaims claims, RemoteKeys keys) {}

    private record Verified(Issuer issuer, JsonNode claims, Instant expires) {}

    private final class OfJwts implements Authenticator {

        @Override
        public boolean takes(Presented credential) {
            return credential instanceof Presented.Bearer(var token)
                    && token.jwt()
                            .flatMap(JwtForm::issuer)
                            .filter(issuers::containsKey)
                            .isPresent();
        }

        @Override
        public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
            BearerToken token = token(credential);
            return verified.of(token).map(known -> accepted(token, known));
        }

        @Override
        public Verdict authenticate(Presented credential, RequestFacts facts) {
            BearerToken token = token(credential);
            try {
                Optional<Verified> known = verified.of(token);
                return accepted(token, known.isPresent() ? known.get() : verify(token));
            } catch (RefusedTokenException e) {
                return e.verdict();
            } catch (IssuerAwayException e) {
                return new Verdict.Away("issuer_unavailable", "The token's issuer cannot be asked now; try later.");
            }
        }

        private Verified verify(BearerToken token) throws IssuerAwayException {
            JwtForm form = token.jwt().orElseThrow(ForeignTokens::refused);
            Issuer issuer = form.issuer().map(issuers::get).orElseThrow(ForeignTokens::refused);
            if (form.hasForbiddenHeader() || !JwsAlgorithm.isIn(form) || !isAccessToken(form)) {
                throw new RefusedTokenException("The token is not an access token of its issuer.");
            }
            if (!issuer.claims().isForUs(form.claims()) || form.claim("sub").isEmpty()) {
                throw new RefusedTokenException("The token is for another audience, or has no subject.");
            }
            Instant expires = times.expiry(form, LONGEST);
            VerificationKey key = issuer.keys()
                    .find(form.header("kid").orElseThrow(ForeignTokens::refused))
                    .orElseThrow(ForeignTokens::refused);
            if (!key.signed(form)) {
                throw refused();
            }
            Verified read = new Verified(issuer, form.claims(), expires);
            Instant until = clock.instant().plus(REMEMBERED);
            verified.remember(token, read, until.isBefore(expires) ? until : expires);
            return read;
        }

        private Verdict accepted(BearerToken token, Verified read) {
            try {
                times.requireNotOver(read.expires());
                return read.issuer().claims().accepted(read.claims(), read.expires(), token);
            } catch (RefusedTokenException e) {
                return e.verdict();
            }
        }
    }

    /** An ID token tells a client who has logged in: whoever holds one may call nobody with it. */
    private static boolean isAccessToken(JwtForm form) {
        boolean keycloaks = (form.isOfType("JWT") || form.header("typ").isEmpty())
                && form.claim("typ")
                        .filter(type -> type.equals("Bearer") || (type.equals("DPoP") && isBoundToKey(form)))
                        .isPresent();
        boolean id = form.claims().has("nonce") || form.claims().has("at_hash");
        return (form.isOfType("at+jwt") || keycloaks) && !id;
    }

    private static boolean isBoundToKey(JwtForm form) {
        return Binding.of(form.claims()) instanceof Binding.ToKey;
    }

    static BearerToken token(Presented credential) {
        if (credential instanceof Presented.Bearer(var token)) {
            return token;
        }
        throw new IllegalArgumentException("asked about a credential of another shape");
    }

    private static RefusedTokenException refused() {
        return new RefusedTokenException("The token is not signed by its issuer.");
    }
}
