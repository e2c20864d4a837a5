package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted about links kept on disk. */
final class KeptMetrics {

    private final MeterRegistry meters;
    private final Counter hits;
    private final Counter misses;
    private final Counter failed;
    private final Counter dropped;

    KeptMetrics(MeterRegistry meters) {
        this.meters = meters;
        hits = result(meters, "hit");
        misses = result(meters, "miss");
        failed = result(meters, "failed");
        dropped = Counter.builder("connector.decrypt.kept.dropped")
                .description(
                        "Links that were opened and not kept on disk: the queue was full, the store not open, the entry too long")
                .register(meters);
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    /** An entry was not as it was written. */
    void failed() {
        failed.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void sizes(Supplier<Number> open, Supplier<Number> links, Supplier<Number> bytes) {
        Gauge.builder("connector.decrypt.kept.open", open)
                .description("Decryption keys whose links on disk can be read")
                .register(meters);
        Gauge.builder("connector.decrypt.kept.links", links)
                .description("Links kept on disk, of all decryption keys")
                .register(meters);
        Gauge.builder("connector.decrypt.kept.size", bytes)
                .baseUnit("bytes")
                .description("What the links kept on disk take")
                .register(meters);
    }

    private static Counter result(MeterRegistry meters, String result) {
        return Counter.builder("connector.decrypt.kept")
                .description("Links looked for on disk; failed where an entry was not as it was written")
                .tag("result", result)
                .register(meters);
    }
}
