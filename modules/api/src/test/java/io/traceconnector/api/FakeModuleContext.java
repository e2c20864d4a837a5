package io.traceconnector.api;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Surroundings of a module under test: the real clock, no Trace, measurements that are dropped. */
public record FakeModuleContext(Path directory) implements ModuleContext {

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public LinkReader links() {
        return (caller, trace) -> List.of();
    }

    @Override
    public LinkWriter writer() {
        return (caller, feed, trace, action, data, key) -> {
            throw new ProblemException(503, "outbox_unavailable", "Nothing can be written in this test.");
        };
    }

    @Override
    public TenantId tenant(OrganisationId organisation) {
        return new TenantId("test");
    }

    @Override
    public Meters meters() {
        return new Meters() {
            @Override
            public void count(String name, long amount, String... tags) {}

            @Override
            public void time(String name, Duration duration, String... tags) {}

            @Override
            public void gauge(String name, DoubleSupplier value, String... tags) {}
        };
    }
}
