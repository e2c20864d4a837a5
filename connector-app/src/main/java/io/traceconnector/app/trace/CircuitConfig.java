package io.traceconnector.app.trace;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * When a host that keeps failing is left alone.
 *
 * @param failures in a row after which the circuit opens
 * @param pause for which it stays open; then one call tries the host, and its result closes or opens the circuit again
 */
public record CircuitConfig(
        @Default("10") int failures, @Default("5s") Duration pause) {

    public CircuitConfig {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1");
        }
        if (pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("pause must be longer than nothing");
        }
    }
}
