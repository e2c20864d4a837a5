package io.traceconnector.app.callers.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Token buckets by name, each as the one moment at which it will be full again. At most 65,536 are remembered; one that is forgotten is full, as a
 * newcomer's is, so being forgotten gains no more than a new name would.
 */
final class Rates {

    private static final int REMEMBERED = 65_536;

    private final Cache<String, AtomicLong> fullAt =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final double nanosEach;
    private final long burstNanos;

    /** @param burst how many may be taken at once */
    Rates(double perSecond, int burst) {
        this.nanosEach = 1e9 / perSecond;
        this.burstNanos = (long) (nanosEach * burst);
    }

    Rates(RateConfig config) {
        this(config.perSecond(), config.burst());
    }

    /** Takes one; the milliseconds to wait where there is none, and then takes none. */
    long take(String name, long nanos) {
        AtomicLong full = fullAt.get(name, unknown -> new AtomicLong(nanos));
        while (true) {
            long before = full.get();
            long after = Math.max(before - nanos, 0) + nanos + (long) nanosEach;
            long excess = after - nanos - burstNanos;
            if (excess > 0) {
                return (excess + 999_999) / 1_000_000;
            }
            if (full.compareAndSet(before, after)) {
                return 0;
            }
        }
    }

    long remembered() {
        fullAt.cleanUp();
        return fullAt.estimatedSize();
    }
}
