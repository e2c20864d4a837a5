package io.traceconnector.app.callers.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.TenantId;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows callers down: by rate, and by failures of their credentials. Failures count for a credential id together with its source, so that nobody
 * elsewhere can lock its rightful owner out; and for a source as a whole, where whoever was recognised there within the last hour is let through. The very
 * credential that counted there within that hour waits for no failure at all: others may claim its id, and fail, as often as they like. What is
 * remembered is bounded and lost at a restart. Asks nobody, never blocks; safe for many threads.
 */
public final class Throttle {

    private static final String TOO_MANY = "too_many_requests";
    private static final String TOO_MANY_FAILURES = "too_many_failures";

    private final LongSupplier nanos;
    private final Names names = new Names();
    private final Rates sources;
    private final Rates credentials;
    private final Optional<Rates> tenants;
    private final Rates tokenRequests;
    private final Failures ofPairs;
    private final Failures ofSources;
    private final Cache<Long, Boolean> recognised;
    private final MeterRegistry meters;

    /** @param nanos a clock that only goes forward, such as {@link System#nanoTime} */
    public Throttle(ThrottleConfig config, LongSupplier nanos, MeterRegistry meters) {
        this.nanos = nanos;
        this.sources = new Rates(config.source());
        this.credentials = new Rates(config.credential());
        this.tenants = config.tenant().map(Rates::new);
        this.tokenRequests = new Rates(config.tokenRequestsPerMinute() / 60.0, config.tokenRequestsPerMinute());
        FailureConfig failures = config.failures();
        this.ofPairs = new Failures(failures, failures.free());
        this.ofSources = new Failures(failures, failures.freeOfSource());
        this.recognised = Caffeine.newBuilder()
                .maximumSize(failures.remembered())
                .expireAfterAccess(1, TimeUnit.HOURS)
                .ticker(nanos::getAsLong)
                .build();
        this.meters = meters;
    }

    /**
     * Asked before a credential is looked at.
     *
     * @param credential the id that it claims (client id, plugin, a token's issuer and subject; a digest where it claims none): never a
     *     secret; empty where there is no credential
     */
    public Pass before(InetAddress client, Optional<String> credential) {
        return before(client, credential, Optional.empty());
    }

    /**
     * The same.
     *
     * @param digest of the very credential, by which it is known again
     */
    public Pass before(InetAddress client, Optional<String> credential, Optional<String> digest) {
        long now = nanos.getAsLong();
        Source source = Source.of(client);
        long wait = sources.take(source.name(), now);
        if (wait > 0) {
            return refused("source", TOO_MANY, wait);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(now);
        if (credential.isEmpty() || isProven(source, digest)) {
            return new Pass.Free();
        }
        long pair = pair(source, credential.get());
        long pause = ofPairs.pause(pair, millis);
        if (pause > 0) {
            return refused("credential-failures", TOO_MANY_FAILURES, pause);
        }
        pause = recognised.getIfPresent(pair) == null ? ofSources.pause(names.of(source.name()), millis) : 0;
        return pause > 0 ? refused("source-failures", TOO_MANY_FAILURES, pause) : new Pass.Free();
    }

    /** The credential does not count. Not for one that only is too old, nor where it could not be told. */
    public void failed(InetAddress client, Optional<String> credential) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
        Source source = Source.of(client);
        credential.ifPresent(id -> ofPairs.failed(pair(source, id), millis));
        ofSources.failed(names.of(source.name()), millis);
    }

    /**
     * The credential counts; asked for every request that goes on, once its tenant is known.
     *
     * @param credential as it was given to {@link #before}
     * @param principal the id by which the rate of its caller is counted
     * @param tenant empty where it is about none
     */
    public Pass succeeded(
            InetAddress client, Optional<String> credential, String principal, Optional<TenantId> tenant) {
        long now = nanos.getAsLong();
        credential.ifPresent(id -> recognise(pair(Source.of(client), id), TimeUnit.NANOSECONDS.toMillis(now)));
        long wait = credentials.take(principal, now);
        if (wait > 0) {
            return refused("credential", TOO_MANY, wait);
        }
        wait = tenants.flatMap(rates -> tenant.map(id -> rates.take(id.value(), now)))
                .orElse(0L);
        return wait > 0 ? refused("tenant", TOO_MANY, wait) : new Pass.Free();
    }

    /** The credential counts, for something whose rate is bounded elsewhere. */
    public void recognised(InetAddress client, Optional<String> credential) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
        credential.ifPresent(id -> recognise(pair(Source.of(client), id), millis));
    }

    /** The very credential counts there. */
    public void proven(InetAddress client, Optional<String> digest) {
        digest.map(found -> proof(Source.of(client), found))
                .filter(name -> recognised.getIfPresent(name) == null)
                .ifPresent(name -> recognised.put(name, true));
    }

    private boolean isProven(Source source, Optional<String> digest) {
        return digest.filter(found -> recognised.getIfPresent(proof(source, found)) != null)
                .isPresent();
    }

    private long proof(Source source, String digest) {
        return names.of(source.name(), "digest", digest);
    }

    /** Asked before a token is made for an account that has proven who it is. */
    public Pass tokenRequest(String account) {
        long wait = tokenRequests.take(account, nanos.getAsLong());
        return wait > 0 ? refused("token-requests", TOO_MANY, wait) : new Pass.Free();
    }

    private void recognise(long pair, long millis) {
        if (recognised.getIfPresent(pair) == null) {
            recognised.put(pair, true);
        }
        ofPairs.forgive(pair, millis);
    }

    private Pass refused(String by, String code, long millis) {
        meters.counter("connector.callers.throttled", "by", by).increment();
        return Pass.after(code, millis);
    }

    private long pair(Source source, String credential) {
        return names.of(source.name(), credential);
    }
}
