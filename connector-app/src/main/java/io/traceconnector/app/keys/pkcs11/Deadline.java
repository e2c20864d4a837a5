package io.traceconnector.app.keys.pkcs11;

import java.time.Duration;

/** A point in the time of {@link System#nanoTime}. */
record Deadline(long nanos) {

    static Deadline in(Duration duration) {
        // Longer than a century would overflow.
        return new Deadline(System.nanoTime()
                + Math.min(duration.toSeconds() < 1L << 31 ? duration.toNanos() : Long.MAX_VALUE, Long.MAX_VALUE / 4));
    }

    /** Not negative. */
    long remaining() {
        return Math.max(0, nanos - System.nanoTime());
    }

    boolean isOver() {
        return remaining() == 0;
    }
}
