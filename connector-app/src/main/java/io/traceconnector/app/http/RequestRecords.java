package io.traceconnector.app.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.undertow.server.HttpServerExchange;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line and a measurement for each request. Both name the path's template: paths and queries hold ids and search terms, which are
 * nobody's business. Tags take few values: methods and templates that the connector knows, and statuses.
 */
final class RequestRecords {

    private static final Logger LOG = LoggerFactory.getLogger("io.traceconnector.access");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry meters;
    private final String listener;

    /** @param listener {@code application} or {@code management} */
    RequestRecords(MeterRegistry meters, String listener) {
        this.meters = meters;
        this.listener = listener;
    }

    void watch(HttpServerExchange exchange) {
        exchange.addExchangeCompleteListener((completed, next) -> {
            record(completed);
            next.proceed();
        });
    }

    private void record(HttpServerExchange exchange) {
        RequestContext context = RequestContext.of(exchange);
        String given = exchange.getRequestMethod().toString();
        String method = METHODS.contains(given) ? given : "OTHER";
        long nanos = context.elapsedNanos();
        int answered = exchange.isResponseStarted() ? exchange.getStatusCode() : 0;
        context.trail().ifPresent(trail -> trail.end(answered, context.failure()));
        context.identification().ifPresent(one -> one.over(answered, context.failure()));
        // A connection that ended first was told no status.
        String status = exchange.isResponseStarted() ? Integer.toString(exchange.getStatusCode()) : "none";
        Timer.builder("http.server.requests")
                .description("Requests served")
                .tags("listener", listener, "method", method, "route", context.route())
                .tag("status", status)
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
        LOG.atInfo()
                .addKeyValue("requestId", context.requestId())
                .addKeyValue("listener", listener)
                .addKeyValue("method", method)
                .addKeyValue("route", context.route())
                .addKeyValue("status", status)
                .addKeyValue("code", context.failure())
                .addKeyValue("caller", context.caller())
                .addKeyValue("peer", context.peer())
                .addKeyValue("bytes", exchange.getResponseBytesSent())
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
                .log("request");
    }
}
