package io.traceconnector.app.modules;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.traceconnector.api.Meters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Measurements of one start of a module, as {@code connector.<module>.<name>}. Closing it removes the gauges, which hold on to the module. */
final class ModuleMeters implements Meters, AutoCloseable {

    private final MeterRegistry registry;
    private final String prefix;
    private final Map<Key, Meter> gauges = new HashMap<>();

    private record Key(String name, Tags tags) {}

    ModuleMeters(MeterRegistry registry, String module) {
        this.registry = registry;
        this.prefix = "connector." + module + ".";
    }

    @Override
    public void count(String name, long amount, String... tags) {
        registry.counter(prefix + name, tags).increment((double) amount);
    }

    @Override
    public void time(String name, Duration duration, String... tags) {
        registry.timer(prefix + name, tags).record(duration);
    }

    @Override
    public synchronized void gauge(String name, DoubleSupplier value, String... tags) {
        Key key = new Key(name, Tags.of(tags));
        Meter old = gauges.remove(key);
        if (old != null) {
            registry.remove(old);
        }
        gauges.put(
                key,
                Gauge.builder(prefix + name, value::getAsDouble)
                        .tags(key.tags())
                        .strongReference(true)
                        .register(registry));
    }

    @Override
    public synchronized void close() {
        gauges.values().forEach(registry::remove);
        gauges.clear();
    }
}
