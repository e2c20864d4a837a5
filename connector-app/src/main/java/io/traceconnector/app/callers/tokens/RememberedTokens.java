package io.traceconnector.app.callers.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.traceconnector.app.callers.BearerToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was verified of tokens, by their SHA-256, until it ends; beyond the bound the least used are forgotten and verified again. Safe for
 * many threads.
 *
 * @param <T> what a token says
 */
public final class RememberedTokens<T> {

    private final Cache<String, Entry<T>> entries;

    public RememberedTokens(int most, Clock clock) {
        Expiry<String, Entry<T>> expiry = Expiry.creating((fingerprint, entry) -> {
            Duration left = Duration.between(clock.instant(), entry.until());
            return left.isNegative() ? Duration.ZERO : left;
        });
        this.entries = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String fingerprint, Entry<T> entry) -> entry.weight())
                .expireAfter(expiry)
                // By the clock that the tokens' own times are compared with.
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    public Optional<T> of(BearerToken token) {
        return Optional.ofNullable(entries.getIfPresent(token.fingerprint())).map(Entry::value);
    }

    public void remember(BearerToken token, T value, Instant until) {
        remember(token, value, until, 1);
    }

    /** @param weight how many others it takes the place of, at least 1 */
    public void remember(BearerToken token, T value, Instant until, int weight) {
        entries.put(token.fingerprint(), new Entry<>(value, until, weight));
    }

    long remembered() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    private record Entry<T>(T value, Instant until, int weight) {}
}
