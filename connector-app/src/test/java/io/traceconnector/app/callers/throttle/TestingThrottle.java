package io.traceconnector.app.callers.throttle;

import java.time.Duration;
import java.util.Optional;

/** The bounds that hold where nothing is configured. */
public final class TestingThrottle {

    public static final FailureConfig FAILURES =
            new FailureConfig(5, 50, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(15), 65_536);

    public static final ThrottleConfig CONFIG = new ThrottleConfig(
            new RateConfig(5000, 20_000),
            new RateConfig(5000, 20_000),
            Optional.empty(),
            60,
            FAILURES,
            new CapsConfig(32, 256, 128));

    private TestingThrottle() {}
}
