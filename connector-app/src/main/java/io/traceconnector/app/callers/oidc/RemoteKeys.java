package io.traceconnector.app.callers.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.traceconnector.app.callers.tokens.VerificationKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of one issuer. They are fetched when the first token comes, again before they are five minutes old, and when a token names one
 * that is not there; but never twice in thirty seconds, whatever tokens say. While the issuer is away they count for an hour. Safe for many
 * threads.
 */
final class RemoteKeys {

    static final Duration PAUSE = Duration.ofSeconds(30);
    /** Where there are no keys at all, nobody can be let in: tried again sooner. */
    static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(5);

    static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration AHEAD = Duration.ofMinutes(4);
    static final Duration TOLERANCE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

    private final IssuerConfig config;
    private final IssuerClient client;
    private final IssuerAccess access;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Loaded loaded;
    private volatile Instant tried = Instant.MIN;

    RemoteKeys(IssuerConfig config, IssuerClient client, Clock clock) {
        this.config = config;
        this.client = client;
        this.access = IssuerAccess.of(config);
        this.clock = clock;
    }

    /**
     * The key of that name. Blocks for at most a few seconds where it has to be fetched.
     *
     * @throws IssuerAwayException where there are no keys, or none that are young enough
     */
    Optional<VerificationKey> find(String kid) throws IssuerAwayException {
        Loaded now = loaded;
        if (now != null && age(now).compareTo(FRESH) < 0 && now.keys().containsKey(kid)) {
            if (age(now).compareTo(AHEAD) > 0 && mayTry()) {
                Thread.ofVirtual().name("issuer-keys").start(() -> refresh(now));
            }
            return Optional.ofNullable(now.keys().get(kid));
        }
        refresh(now);
        Loaded after = loaded;
        if (after == null || age(after).compareTo(TOLERANCE) > 0) {
            throw new IssuerAwayException("the keys of " + config.issuer() + " cannot be fetched");
        }
        return Optional.ofNullable(after.keys().get(kid));
    }

    @SuppressWarnings("ReferenceEquality") // somebody else was faster, and there is another set now
    private void refresh(@Nullable Loaded before) {
        fetching.lock();
        try {
            if (loaded != before || !mayTry()) {
                return;
            }
            tried = clock.instant();
            loaded = new Loaded(fetch(), clock.instant());
        } catch (IssuerAwayException e) {
            LOG.atWarn()
                    .addKeyValue("issuer", config.issuer())
                    .addKeyValue("problem", e.getMessage())
                    .log("an issuer's keys cannot be fetched");
        } finally {
            fetching.unlock();
        }
    }

    private boolean mayTry() {
        Duration pause = loaded == null ? PAUSE_WITHOUT_KEYS : PAUSE;
        return tried.equals(Instant.MIN) || !clock.instant().isBefore(tried.plus(pause));
    }

    private Duration age(Loaded keys) {
        return Duration.between(keys.at(), clock.instant());
    }

    private Map<String, VerificationKey> fetch() throws IssuerAwayException {
        byte[] document =
                client.get(config.jwksUrl().isPresent() ? config.jwksUrl().get() : discovered(), access);
        Map<String, VerificationKey> keys = new HashMap<>();
        try {
            for (JWK jwk :
                    JWKSet.parse(new String(document, StandardCharsets.UTF_8)).getKeys()) {
                usable(jwk).ifPresent(key -> keys.put(key.kid(), key));
            }
        } catch (ParseException e) {
            throw new IssuerAwayException("the keys of " + config.issuer() + " are not a JWK set");
        }
        return Map.copyOf(keys);
    }

    /** Keys for encryption and of kinds that are not taken stand in the same set. */
    private static Optional<VerificationKey> usable(JWK jwk) {
        try {
            return jwk.getKeyID() == null ? Optional.empty() : Optional.of(VerificationKey.of(jwk.getKeyID(), jwk));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private URI discovered() throws IssuerAwayException {
        URI metadata = URI.create(config.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration");
        try {
            var document = JsonMapper.shared().readTree(client.get(metadata, access));
            if (!document.path("issuer").asString("").equals(config.issuer())) {
                throw new IssuerAwayException("the metadata of " + config.issuer() + " name another issuer");
            }
            URI keys = URI.create(document.path("jwks_uri").asString(""));
            IssuerUrl.require(keys, config.allowPrivate(), "jwks_uri");
            return keys;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IssuerAwayException("the metadata of " + config.issuer() + " cannot be used");
        }
    }

    private record Loaded(Map<String, VerificationKey> keys, Instant at) {}
}
