package io.traceconnector.app.callers.pdp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.oidc.IssuerAccess;
import io.traceconnector.app.callers.oidc.IssuerAwayException;
import io.traceconnector.app.callers.oidc.IssuerClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decision point that is asked over HTTP, a bounded number of times at a time: whoever comes when that many questions are open is told at once
 * that it is away, so that a slow one holds up a bounded number of requests for a bounded time. Clear answers are remembered for a moment by the
 * SHA-256 of their question.
 */
public final class HttpDecisionPoint implements DecisionPoint, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDecisionPoint.class);

    private static final String METER = "connector.callers.pdp";

    private final PdpConfig config;
    private final IssuerClient client;
    private final IssuerAccess access;
    private final MeterRegistry meters;
    private final Semaphore free;
    private final Cache<String, Opinion> answers;
    private volatile Health health = new Health(State.UP, "has not been asked yet", Optional.empty());

    /**
     * Asks nothing yet.
     *
     * @throws IllegalArgumentException where its token or its authorities cannot be read
     */
    public HttpDecisionPoint(PdpConfig config, MeterRegistry meters, Clock clock) {
        this(config, config.within(), meters, clock);
    }

    HttpDecisionPoint(PdpConfig config, Duration within, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.access = IssuerAccess.of(config.allowPrivate(), config.ca(), "callers.authz.pdp");
        this.client = new IssuerClient(meters, METER + ".requests", within);
        this.meters = meters;
        this.free = new Semaphore(config.concurrent());
        this.answers = Caffeine.newBuilder()
                .maximumSize(config.rememberedAnswers())
                .expireAfterWrite(config.remembered())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        try {
            authorization();
        } catch (IOException e) {
            throw new IllegalArgumentException("callers.authz.pdp: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Opinion> remembered(Question question) {
        return Optional.ofNullable(answers.getIfPresent(key(question.json())));
    }

    @Override
    public Opinion ask(Question question) {
        byte[] body = question.json();
        String key = key(body);
        Opinion known = answers.getIfPresent(key);
        if (known != null) {
            return known;
        }
        if (!free.tryAcquire()) {
            timer(Opinion.AWAY).record(Duration.ZERO);
            return away("too many questions are open");
        }
        Timer.Sample time = Timer.start(meters);
        Opinion opinion = Opinion.AWAY;
        try {
            opinion = answer(body);
        } finally {
            free.release();
            time.stop(timer(opinion));
        }
        if (opinion != Opinion.AWAY) {
            answers.put(key, opinion);
        }
        return opinion;
    }

    private Opinion answer(byte[] body) {
        try {
            Optional<Boolean> said = PdpAnswer.read(client.postJson(config.url(), access, authorization(), body));
            if (said.isEmpty()) {
                return away("it answered neither yes nor no");
            }
            if (health.state() != State.UP) {
                LOG.atInfo().addKeyValue("url", config.url()).log("the decision point decides again");
            }
            health = new Health(State.UP, "decides", Optional.empty());
            return said.get() ? Opinion.ALLOWED : Opinion.DENIED;
        } catch (IssuerAwayException | IOException e) {
            return away(String.valueOf(e.getMessage()));
        }
    }

    private Opinion away(String reason) {
        // It may be asked very often: told once.
        if (health.state() == State.UP) {
            LOG.atWarn()
                    .addKeyValue("url", config.url())
                    .addKeyValue("reason", reason)
                    .log("the decision point cannot be asked; what it has to decide about is refused");
        }
        health = new Health(State.DEGRADED, "what it has to decide about is refused: " + reason, Optional.empty());
        return Opinion.AWAY;
    }

    /** As of the last question. */
    public Health health() {
        return health;
    }

    private Timer timer(Opinion opinion) {
        return meters.timer(METER, "outcome", opinion.name().toLowerCase(Locale.ROOT));
    }

    /** The header's value, read anew. */
    private Optional<String> authorization() throws IOException {
        if (config.token().isEmpty()) {
            return Optional.empty();
        }
        SecretSource source = config.token().get();
        byte[] secret = source.read();
        try {
            return Optional.of(BearerToken.of(new String(secret, StandardCharsets.US_ASCII))
                    .orElseThrow(() -> new IOException("the token in " + source + " has no form of a bearer token"))
                    .authorization());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    long rememberedAnswers() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    private static String key(byte[] question) {
        return HexFormat.of().formatHex(BearerToken.sha256(question));
    }

    @Override
    public void close() {
        client.close();
    }
}
