package io.traceconnector.sandbox.faults;

import io.traceconnector.sandbox.http.Answers;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.ApiHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an API and lets faults strike whole requests. Errors of the server take turns. */
public final class RequestFaults implements ApiHandler.Route {

    private static final byte[] GARBAGE =
            "<html><body><h1>It works!</h1></body></html>".getBytes(StandardCharsets.US_ASCII);
    private static final int[] ERRORS = {500, 502, 503};

    private final Faults faults;
    private final ApiHandler.Route api;
    private final AtomicInteger errors = new AtomicInteger();

    public RequestFaults(Faults faults, ApiHandler.Route api) {
        this.faults = faults;
        this.api = api;
    }

    @Override
    public void handle(HttpServerExchange exchange) throws Exception {
        Optional<Fault> latency = faults.strikesRequest(FaultName.LATENCY);
        if (latency.isPresent()) {
            Thread.sleep(latency.get().millis());
        }
        if (strikes(FaultName.TOO_MANY_REQUESTS)) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
            throw new ApiException(429, "too many requests");
        }
        if (strikes(FaultName.SERVER_ERROR)) {
            throw new ApiException(ERRORS[errors.getAndIncrement() % ERRORS.length], "out of order");
        }
        if (strikes(FaultName.GARBAGE)) {
            garbage(exchange);
            return;
        }
        if (strikes(FaultName.CUT_CONNECTION)) {
            Answers.cutInTheMiddle(exchange);
        }
        api.handle(exchange);
    }

    private boolean strikes(FaultName name) {
        return faults.strikesRequest(name).isPresent();
    }

    private static void garbage(HttpServerExchange exchange) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html");
        try (OutputStream out = exchange.getOutputStream()) {
            out.write(GARBAGE);
        }
    }
}
