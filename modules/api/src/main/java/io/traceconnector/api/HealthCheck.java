package io.traceconnector.api;

import java.time.Instant;
import java.util.Optional;

/** Capability of a running module: says how it is. */
public interface HealthCheck {

    Health health();

    /**
     * @param detail one line for an operator, no data
     * @param dataAsOf until when the module's data is complete
     */
    record Health(State state, String detail, Optional<Instant> dataAsOf) {}

    enum State {
        UP,
        DEGRADED,
        DOWN
    }
}
