package io.traceconnector.app.callers.usage;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Counting with one bound: of links, for each caller. */
public final class TestingUsage {

    public static final long LINKS = 1_000_000;

    public static final QuotaConfig QUOTA = new QuotaConfig(
            new LimitConfig(Optional.empty(), Optional.empty(), Optional.of(LINKS)),
            new LimitConfig(Optional.empty(), Optional.empty(), Optional.empty()));

    private TestingUsage() {}

    public static Usage in(Path directory, MeterRegistry meters) {
        try {
            return Usage.open(QUOTA, directory, Clock.systemUTC(), meters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
