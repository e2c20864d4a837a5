package io.traceconnector.app.callers.oidc;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.RememberedTokens;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognises opaque tokens by asking their issuer (RFC 7662), at most 32 at a time. A good answer counts for a minute, or until the token ends; a
 * bad one for ten seconds.
 */
final class OpaqueTokens implements Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(OpaqueTokens.class);

    private static final Duration GOOD = Duration.ofMinutes(1);
    private static final Duration BAD = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 32;
    /** Characters. */
    private static final int USUAL = 1024;
    /** The year 9999. */
    private static final long LATEST = 253_402_300_799L;
    /** Secrets of the connector's own begin so: they are nobody else's business. */
    private static final Pattern OWN = Pattern.compile("tc[a-z]_.*");

    private final IssuerConfig config;
    private final IntrospectionConfig asked;
    private final ForeignClaims claims;
    private final IssuerClient client;
    private final IssuerAccess access;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final AtomicBoolean answering = new AtomicBoolean(true);
    private final RememberedTokens<JsonNode> good;
    private final RememberedTokens<Boolean> bad;

    OpaqueTokens(IssuerConfig config, ForeignClaims claims, IssuerClient client, int remembered, Clock clock) {
        this.config = config;
        this.asked = config.introspection().orElseThrow();
        this.claims = claims;
        this.client = client;
        this.access = IssuerAccess.of(config);
        this.clock = clock;
        this.good = new RememberedTokens<>(remembered, clock);
        this.bad = new RememberedTokens<>(remembered, clock);
    }

    /** A token with two or four dots is a JWT or an encrypted one, readable or not: it is for others, or for nobody. */
    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token)
                && dots(token.text()) != 2
                && dots(token.text()) != 4
                && !OWN.matcher(token.text()).matches();
    }

    private static long dots(String text) {
        return text.chars().filter(c -> c == '.').count();
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        BearerToken token = ForeignTokens.token(credential);
        return bad.of(token).isPresent()
                ? Optional.of(rejected())
                : good.of(token).map(answer -> accepted(token, answer));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        BearerToken token = ForeignTokens.token(credential);
        Optional<Verdict> known = remembered(credential, facts);
        if (known.isPresent()) {
            return known.get();
        }
        if (!free.tryAcquire()) {
            return away();
        }
        try {
            JsonNode answer = ask(token);
            answering.set(true);
            return judge(token, answer);
        } catch (IssuerAwayException e) {
            if (answering.getAndSet(false)) {
                LOG.atWarn()
                        .addKeyValue("url", asked.url())
                        .addKeyValue("reason", e.getMessage())
                        .log("it cannot be told now whether opaque tokens count");
            }
            return away();
        } finally {
            free.release();
        }
    }

    private Verdict judge(BearerToken token, JsonNode answer) {
        Instant now = clock.instant();
        boolean ours = answer.path("active").asBoolean(false)
                && claims.isForUs(answer)
                && answer.path("sub").isString()
                && answer.path("iss").asString(config.issuer()).equals(config.issuer())
                && now.isBefore(expires(answer));
        if (!ours) {
            bad.remember(token, true, now.plus(BAD));
            return rejected();
        }
        Instant until = now.plus(GOOD);
        // A long answer takes the place of several.
        int weight = 1 + answer.toString().length() / USUAL;
        good.remember(token, answer, until.isBefore(expires(answer)) ? until : expires(answer), weight);
        return accepted(token, answer);
    }

    private Verdict accepted(BearerToken token, JsonNode answer) {
        return clock.instant().isBefore(expires(answer)) ? claims.accepted(answer, expires(answer), token) : rejected();
    }

    /** Where the issuer does not say, it is asked again soon enough. */
    private static Instant expires(JsonNode answer) {
        JsonNode exp = answer.path("exp");
        if (exp.isMissingNode() || exp.isNull()) {
            return Instant.MAX;
        }
        return exp.isIntegralNumber() && exp.canConvertToLong()
                ? Instant.ofEpochSecond(Math.clamp(exp.longValue(), 0, LATEST))
                : Instant.EPOCH;
    }

    private JsonNode ask(BearerToken token) throws IssuerAwayException {
        byte[] form = ("token=" + encoded(token.text()) + "&token_type_hint=access_token")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            return JsonMapper.shared().readTree(client.post(asked.url(), access, authorization(), form));
        } catch (JacksonException e) {
            throw new IssuerAwayException(asked.url() + " answered no JSON");
        }
    }

    /** Read anew each time, so that it can be changed. */
    private String authorization() throws IssuerAwayException {
        byte[] secret;
        try {
            secret = asked.clientSecret().read();
        } catch (IOException e) {
            throw new IssuerAwayException("the client secret for " + asked.url() + " cannot be read");
        }
        try {
            String pair = encoded(asked.clientId()) + ":" + encoded(new String(secret, StandardCharsets.UTF_8));
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Verdict rejected() {
        return new Verdict.Rejected(401, "invalid_token", "The token is not valid, or not any more.");
    }

    private static Verdict away() {
        return new Verdict.Away("issuer_unavailable", "The token's issuer cannot be asked now; try later.");
    }
}
