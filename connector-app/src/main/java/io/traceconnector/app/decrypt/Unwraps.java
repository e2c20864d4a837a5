package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.Timer;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrap.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks the key ring, a bounded number of threads at a time and each until its deadline. */
final class Unwraps {

    private final KeyRing ring;
    private final Semaphore turns;
    private final Duration deadline;
    private final Timer timer;

    Unwraps(KeyRing ring, int parallel, Duration deadline, Timer timer) {
        this.ring = ring;
        this.turns = new Semaphore(parallel, true);
        this.deadline = deadline;
        this.timer = timer;
    }

    Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block) {
        long started = System.nanoTime();
        try {
            if (!turns.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Unavailable("no turn to unwrap came within " + deadline.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("interrupted while waiting for a turn to unwrap");
        }
        try {
            Duration left = deadline.minusNanos(System.nanoTime() - started);
            return timer.record(() -> ring.unwrap(organisation, key, block, left));
        } finally {
            turns.release();
        }
    }
}
