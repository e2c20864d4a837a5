package io.traceconnector.app.trace;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A client before a {@link FakeTrace}, both on one time. */
final class TestClient implements AutoCloseable {

    static final OrganisationId OURS = FakeKeyRing.OURS;
    static final WorkflowId WORKFLOW = new WorkflowId("211");

    final FakePace pace = new FakePace();
    final FakeKeyRing keys = new FakeKeyRing();
    final FakeTrace trace = new FakeTrace(pace);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TraceClient client;

    TestClient() {
        this(Duration.ofSeconds(20), new LimitConfig(64, 1024 * 1024, 1000, 1024 * 1024));
    }

    TestClient(Duration answer, LimitConfig limits) {
        client = new TraceClient(config(trace.url(), answer, limits), keys, meters, pace);
    }

    static TraceConfig config(URI url, Duration answer, LimitConfig limits) {
        return new TraceConfig(
                url,
                url,
                url,
                new TimeoutConfig(Duration.ofSeconds(5), answer),
                new RetryConfig(3, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30), 0.2),
                new CircuitConfig(10, Duration.ofSeconds(5)),
                limits);
    }

    LinksPage page() {
        return client.page(OURS, WORKFLOW, Optional.empty(), 50);
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    @Override
    public void close() {
        client.close();
        trace.close();
    }
}
