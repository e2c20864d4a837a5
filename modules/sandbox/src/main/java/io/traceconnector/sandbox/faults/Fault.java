package io.traceconnector.sandbox.faults;

import java.util.Optional;

/**
 * A fault that is switched on.
 *
 * @param rate how often, 0 to 1, by the unit of the name
 * @param count how many times at most; empty for no end
 * @param seed decides which
 * @param millis how long {@link FaultName#LATENCY} waits, up to a minute
 */
public record Fault(FaultName name, double rate, Optional<Integer> count, long seed, int millis) {

    static final int MOST_MILLIS = 60_000;

    public Fault {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be a number from 0 to 1");
        }
        if (count.orElse(0) < 0) {
            throw new IllegalArgumentException("count must be a whole number from 0");
        }
        if (millis < 0 || millis > MOST_MILLIS) {
            throw new IllegalArgumentException("millis must be a whole number from 0 to " + MOST_MILLIS);
        }
    }

    /** Always, without end. */
    public static Fault always(FaultName name, long seed) {
        return new Fault(name, 1, Optional.empty(), seed, 0);
    }
}
