package io.traceconnector.app.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a thread waits; tests wait otherwise. */
@FunctionalInterface
public interface Pauses {

    /** Waits on the clock. */
    Pauses REAL = (length, stop) -> stop.await(length.toNanos(), TimeUnit.NANOSECONDS);

    /**
     * Waits that long, or until {@code stop} is at zero.
     *
     * @return whether {@code stop} is at zero
     */
    boolean pause(Duration length, CountDownLatch stop) throws InterruptedException;
}
