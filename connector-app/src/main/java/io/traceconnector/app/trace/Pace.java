package io.traceconnector.app.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance; tests decide about both. */
interface Pace {

    /** Never runs backwards; only differences mean something. */
    Duration elapsed();

    Instant now();

    void sleep(Duration pause) throws InterruptedException;

    /** At random, 0 or more and less than 1. */
    double chance();

    /** The machine's own. */
    static Pace ofMachine() {
        return new Pace() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration pause) throws InterruptedException {
                Thread.sleep(pause);
            }

            @Override
            public double chance() {
                return ThreadLocalRandom.current().nextDouble();
            }
        };
    }
}
