package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.SymmetricKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What private keys gave for received bytes. Found only with the private key's name, so that what is opened for one organisation is never
 * served to another. At the bound the least used entry is forgotten; keys are wiped when they are.
 */
final class RememberedKeys implements AutoCloseable {

    private final Cache<Slot, Entry> entries;

    RememberedKeys(int bound, Duration time, Clock clock) {
        entries = Caffeine.newBuilder()
                .maximumSize(bound)
                .expireAfterWrite(time)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // On the spot: a forgotten key is wiped before anything else happens.
                .executor(Runnable::run)
                .removalListener((@Nullable Slot slot, @Nullable Entry entry, RemovalCause cause) -> {
                    if (entry != null) {
                        entry.forget();
                    }
                })
                .build();
    }

    /**
     * Empty where nothing is remembered.
     *
     * @param opens is given the symmetric key
     * @param neverOpens where it is known that the private key does not open these bytes
     */
    <T> Optional<T> use(Slot slot, Function<SymmetricKey, T> opens, T neverOpens) {
        return switch (entries.getIfPresent(slot)) {
            case Opens(SharedKey key) -> key.use(opens);
            case NeverOpens _ -> Optional.of(neverOpens);
            case null -> Optional.empty();
        };
    }

    /** Takes the key over. */
    void opens(Slot slot, SymmetricKey key) {
        entries.put(slot, new Opens(new SharedKey(key)));
    }

    void neverOpens(Slot slot) {
        entries.put(slot, new NeverOpens());
    }

    /** Forgets everything. */
    @Override
    public void close() {
        entries.invalidateAll();
    }

    /** A private key and the digest of all bytes received. */
    record Slot(KeyId key, Sha256 received) {}

    private sealed interface Entry {
        default void forget() {}
    }

    private record Opens(SharedKey key) implements Entry {
        @Override
        public void forget() {
            key.forget();
        }
    }

    private record NeverOpens() implements Entry {}
}
