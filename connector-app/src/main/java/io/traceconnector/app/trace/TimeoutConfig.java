package io.traceconnector.app.trace;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How long the connector waits.
 *
 * @param connect for a connection
 * @param answer for the whole answer to one try, its body included
 */
public record TimeoutConfig(
        @Default("5s") Duration connect, @Default("30s") Duration answer) {

    public TimeoutConfig {
        if (connect.isNegative() || connect.isZero()) {
            throw new IllegalArgumentException("connect must be longer than nothing");
        }
        if (answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("answer must be longer than nothing");
        }
    }
}
