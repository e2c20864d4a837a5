package io.traceconnector.app.audit;

import java.time.Clock;
import java.util.Optional;

/** How many refusals of nobody in particular are recorded one by one: whoever needs no credential must not fill the disk. Safe for many threads. */
final class Refusals {

    private final int bound;
    private final Clock clock;
    private long second;
    private int admitted;
    private long passedOver;

    /** @param bound in a second */
    Refusals(int bound, Clock clock) {
        this.bound = bound;
        this.clock = clock;
    }

    /** Whether one more is recorded by itself; if not, it is counted. */
    synchronized boolean admits() {
        begin();
        if (admitted < bound) {
            admitted++;
            return true;
        }
        passedOver++;
        return false;
    }

    /** How many were counted in seconds that are over, given once. */
    synchronized Optional<Long> passed() {
        return second == clock.instant().getEpochSecond() ? Optional.empty() : rest();
    }

    /** The same of the present second too. */
    synchronized Optional<Long> rest() {
        if (passedOver == 0) {
            return Optional.empty();
        }
        long count = passedOver;
        passedOver = 0;
        return Optional.of(count);
    }

    private void begin() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            admitted = 0;
        }
    }
}
