package io.traceconnector.app.callers.throttle;

import java.time.Duration;
import java.util.Optional;

/** The bounds that hold where nothing is configured. */
public final class TestingThrottle {

    public static final FailureConfig FAILURES =
            new FailureConfig(5, 50, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(15), 65_536);

    public static final ThrottleConfig CONFIG = of(FAILURES);

    /** For tests in which much fails. */
    public static final ThrottleConfig PATIENT = of(new FailureConfig(
            1_000_000, 1_000_000, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(15), 65_536));

    private static ThrottleConfig of(FailureConfig failures) {
        return new ThrottleConfig(
                new RateConfig(5000, 20_000),
                new RateConfig(5000, 20_000),
                Optional.empty(),
                60,
                failures,
                new CapsConfig(32, 256, 128));
    }

    private TestingThrottle() {}
}
