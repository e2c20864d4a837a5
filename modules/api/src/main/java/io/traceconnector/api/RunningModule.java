package io.traceconnector.api;

/**
 * A started module. It opts in to capabilities by implementing {@link SegmentConsumer}, {@link Routes}, {@link LinkValidator},
 * {@link LinkLocator} or {@link HealthCheck}.
 */
public interface RunningModule extends AutoCloseable {

    /** Stops the module and frees what it holds; a second call does nothing. */
    @Override
    void close();
}
