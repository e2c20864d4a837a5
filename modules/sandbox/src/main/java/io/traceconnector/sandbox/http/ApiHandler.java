package io.traceconnector.sandbox.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a route on a worker thread, and answers what it throws: a refusal as it says, all else as an error of the server without details. */
public final class ApiHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private final Route route;

    /** Answers a request; may block. */
    @FunctionalInterface
    public interface Route {
        void handle(HttpServerExchange exchange) throws Exception;
    }

    public ApiHandler(Route route) {
        this.route = route;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        exchange.startBlocking();
        try {
            route.handle(exchange);
        } catch (ApiException e) {
            Answers.refuse(exchange, e.status(), e.getMessage());
        } catch (RequestTooBigException e) {
            Answers.refuse(exchange, 413, "the body is too long");
        } catch (IOException e) {
            LOG.debug("a client went away, or its answer could not be read from disk", e);
            Answers.breakOff(exchange, e);
        } catch (Exception e) {
            LOG.error("a request failed: {} {}", exchange.getRequestMethod(), exchange.getRequestPath(), e);
            Answers.breakOff(exchange, e);
        }
    }
}
