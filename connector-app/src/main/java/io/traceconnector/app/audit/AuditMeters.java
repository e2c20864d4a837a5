package io.traceconnector.app.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What is measured of the log. */
final class AuditMeters {

    /** Makes what was written durable. */
    interface Forcing {
        void force() throws IOException;
    }

    private final MeterRegistry registry;
    private final Counter records;
    private final Counter bytes;
    private final Counter lost;
    private final Timer forces;

    AuditMeters(MeterRegistry registry) {
        this.registry = registry;
        this.records = registry.counter("connector.audit.records");
        this.bytes = registry.counter("connector.audit.bytes");
        this.lost = registry.counter("connector.audit.lost");
        this.forces = Timer.builder("connector.audit.force")
                .description("Time until records are on disk")
                .register(registry);
    }

    void forcing(Forcing forcing) throws IOException {
        long start = System.nanoTime();
        try {
            forcing.force();
        } finally {
            forces.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    void written(int lines, int size) {
        records.increment(lines);
        bytes.increment(size);
    }

    /** A record that nothing waits for could not be taken in. */
    void lost() {
        lost.increment();
    }

    void watch(Commits commits) {
        Gauge.builder("connector.audit.waiting", commits, Commits::waiting)
                .description("Records that wait for the disk")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }
}
