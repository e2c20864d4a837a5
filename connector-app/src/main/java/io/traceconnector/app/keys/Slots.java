package io.traceconnector.app.keys;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Bounds how many private key operations run at a time. Who finds none free waits in the order of arrival until the own deadline; what
 * waits is bounded by the callers.
 */
final class Slots {

    private final Semaphore free;
    private final int count;

    Slots(int count) {
        this.free = new Semaphore(count, true);
        this.count = count;
    }

    static Slots of(KeysConfig config) {
        return new Slots(
                config.concurrency() > 0
                        ? config.concurrency()
                        : Runtime.getRuntime().availableProcessors());
    }

    int count() {
        return count;
    }

    /** @param unavailable makes the result, out of the reason, where no slot came free in time */
    <T> T within(Duration deadline, Supplier<T> operation, Function<String, T> unavailable) {
        try {
            if (!free.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return unavailable.apply("all " + count + " private key operations were busy until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable.apply("interrupted while waiting for a private key operation");
        }
        try {
            return operation.get();
        } finally {
            free.release();
        }
    }
}
