package io.traceconnector.api;

import java.nio.file.Path;
import java.time.Clock;

/** What a module is given at its start. Never keys, never the HTTP server, never another module. */
public interface ModuleContext {

    /** The module's own directory; it exists, and may be deleted while the module is stopped. */
    Path directory();

    Clock clock();

    Meters meters();

    LinkReader links();

    LinkWriter writer();

    /** To whom an organisation belongs now; part of what a module keeps of each link, and of every query. */
    TenantId tenant(OrganisationId organisation);
}
