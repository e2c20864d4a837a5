package io.traceconnector.app.modules;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.LinkReader;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.outbox.LinkWriting;
import io.traceconnector.app.seal.Validation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * What modules are given of the connector.
 *
 * @param writers of links, for a module's id
 * @param tenants to whom an organisation belongs
 * @param data the directory in which each module gets its own, named by its id
 */
public record Surroundings(
        Path data,
        Clock clock,
        MeterRegistry meters,
        LinkReader links,
        Function<String, LinkWriter> writers,
        Function<OrganisationId, TenantId> tenants) {

    /** Modules write by way of the outbox, each with idempotency keys of its own. */
    public static Surroundings of(
            Path data,
            Clock clock,
            MeterRegistry meters,
            LinkReader links,
            LinkWriting writing,
            Validation validation,
            Function<OrganisationId, TenantId> tenants) {
        return new Surroundings(
                data, clock, meters, links, id -> new ModuleWrites(id, writing, validation, clock), tenants);
    }
}
