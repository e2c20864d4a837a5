package io.traceconnector.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.api.LinkReader;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.decrypt.LinkOpener;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Relay;
import java.time.Clock;

/**
 * What the HTTP surface gives access to.
 *
 * @param version of the connector, as {@code /version} tells it
 */
public record HttpServices(
        Callers callers,
        Relay relay,
        Links links,
        LinkReader reader,
        LinkOpener opener,
        Readiness readiness,
        PrometheusMeterRegistry meters,
        Clock clock,
        String version) {}
