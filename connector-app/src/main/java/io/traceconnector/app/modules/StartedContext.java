package io.traceconnector.app.modules;

import io.traceconnector.api.LinkReader;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.Meters;
import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/** What one start of a module is given. */
record StartedContext(
        Path directory,
        Clock clock,
        Meters meters,
        LinkReader links,
        LinkWriter writer,
        Function<OrganisationId, TenantId> tenants)
        implements ModuleContext {

    @Override
    public TenantId tenant(OrganisationId organisation) {
        return tenants.apply(organisation);
    }
}
