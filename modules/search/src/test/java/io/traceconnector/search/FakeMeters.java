package io.traceconnector.search;

import io.traceconnector.api.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Keeps what was measured. */
public final class FakeMeters implements Meters {

    public final Map<String, Long> counts = new ConcurrentHashMap<>();
    public final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(String name, long amount, String... tags) {
        counts.merge(name, amount, Long::sum);
    }

    @Override
    public void time(String name, Duration duration, String... tags) {
        counts.merge(name, 1L, Long::sum);
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        gauges.put(name, value);
    }
}
