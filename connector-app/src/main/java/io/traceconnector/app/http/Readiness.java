package io.traceconnector.app.http;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.app.stream.StreamStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@code /readyz} and {@code /sync} look at.
 *
 * @param checks must not block; one that throws counts as down
 * @param consumers how far each consumer is in each feed
 */
public record Readiness(List<Check> checks, Supplier<List<StreamStatus>> consumers) {

    public Readiness {
        checks = List.copyOf(checks);
    }

    /**
     * @param name such as {@code trace}, {@code keys}, {@code module search}
     * @param required whether the connector is not ready while this one is down; otherwise it is only shown
     */
    public record Check(String name, boolean required, Supplier<Health> health) {}
}
