package io.traceconnector.app.callers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.TokenInfo;
import java.time.Duration;
import java.util.Optional;

/**
 * What Account says about tokens, remembered by their SHA-256 for as long as the configuration says. That Account cannot be asked is not
 * remembered.
 */
final class AccountTokens {

    private final Relay relay;
    private final Cache<String, TokenInfo> remembered;

    AccountTokens(CallersConfig config, Relay relay) {
        this.relay = relay;
        Expiry<String, TokenInfo> expiry = Expiry.creating((fingerprint, info) -> life(config, info));
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfter(expiry)
                .build();
    }

    private static Duration life(CallersConfig config, TokenInfo info) {
        return info instanceof TokenInfo.Known ? config.admittedFor() : config.refusedFor();
    }

    Optional<TokenInfo> remembered(BearerToken token) {
        return Optional.ofNullable(remembered.getIfPresent(token.fingerprint()));
    }

    /** Asks Account where nothing is remembered; blocks then. */
    TokenInfo info(BearerToken token) {
        return remembered(token).orElseGet(() -> {
            TokenInfo info = relay.info(token.authorization());
            if (!(info instanceof TokenInfo.Unavailable)) {
                remembered.put(token.fingerprint(), info);
            }
            return info;
        });
    }
}
