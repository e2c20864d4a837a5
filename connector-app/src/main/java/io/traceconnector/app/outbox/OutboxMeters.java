package io.traceconnector.app.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.traceconnector.api.OrganisationId;
import java.util.List;

/** What is measured of writing. */
final class OutboxMeters {

    static final List<String> OPEN_STATES = List.of("waiting", "sending", "stuck");

    private final MeterRegistry registry;

    OutboxMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param again whether these bytes were sent, or may have been, before */
    void sent(OrganisationId organisation, boolean again) {
        count(again ? "connector.outbox.resent" : "connector.outbox.sent", organisation);
    }

    void reformed(OrganisationId organisation) {
        count("connector.outbox.reformed", organisation);
    }

    void refused(OrganisationId organisation) {
        count("connector.outbox.refused", organisation);
    }

    /** For as long as it is referred to elsewhere. */
    void watch(OrganisationId organisation, OrganisationOutbox outbox) {
        for (String state : OPEN_STATES) {
            Gauge.builder("connector.outbox.entries", outbox, known -> known.count(state))
                    .description("accepted links that have not ended")
                    .tags(tags(organisation).and("state", state))
                    .register(registry);
        }
        Gauge.builder("connector.outbox.oldest.age", outbox, OrganisationOutbox::oldestAge)
                .description("age of the oldest accepted link that has not ended")
                .baseUnit("seconds")
                .tags(tags(organisation))
                .register(registry);
    }

    private void count(String name, OrganisationId organisation) {
        registry.counter(name, tags(organisation)).increment();
    }

    private static Tags tags(OrganisationId organisation) {
        return Tags.of("organisation", organisation.value());
    }
}
