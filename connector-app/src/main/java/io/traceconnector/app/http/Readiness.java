package io.traceconnector.app.http;

import io.traceconnector.api.HealthCheck.Health;
import java.util.List;
import java.util.function.Supplier;

/** What {@code /readyz} looks at. A check must not block; one that throws counts as down. */
public record Readiness(List<Check> checks) {

    public Readiness {
        checks = List.copyOf(checks);
    }

    /**
     * @param name such as {@code trace}, {@code keys}, {@code module search}
     * @param required whether the connector is not ready while this one is down; otherwise it is only shown
     */
    public record Check(String name, boolean required, Supplier<Health> health) {}
}
