package io.traceconnector.app.http;

import io.traceconnector.api.Routes;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that was taken in, its caller admitted.
 *
 * @param session empty only where the operation is public
 * @param body empty where it is not held
 * @param patience how long the client may take nothing of a streamed answer
 */
record Call(
        HttpServerExchange exchange,
        SafePath path,
        Map<String, String> parameters,
        Optional<CallerSession> session,
        byte[] body,
        Duration patience) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The caller, in a tenant. */
    CallerSession.Entered admitted() {
        if (session.orElse(null) instanceof CallerSession.Entered entered) {
            return entered;
        }
        throw new IllegalStateException("an operation that needs no grant asks for its caller's tenant");
    }

    /** The caller, in no tenant. */
    CallerSession.Recognised recognised() {
        if (session.orElse(null) instanceof CallerSession.Recognised recognised) {
            return recognised;
        }
        throw new IllegalStateException("an operation that needs a tenant, or nobody, asks for a caller in none");
    }

    Principal principal() {
        return session.map(CallerSession::principal)
                .orElseThrow(() -> new IllegalStateException("an open operation asks for its caller"));
    }

    Call withBody(byte[] received) {
        return new Call(exchange, path, parameters, session, received, patience);
    }

    RequestFacts facts() {
        return Arrival.facts(exchange, path);
    }

    RequestContext context() {
        return RequestContext.of(exchange);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    Map<String, List<String>> query() {
        Map<String, List<String>> query = new TreeMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, new ArrayList<>(values)));
        return query;
    }

    Optional<String> query(String name) {
        var values = exchange.getQueryParameters().get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    void answer(JsonNode tree) {
        answer(200, "application/json", MAPPER.writeValueAsBytes(tree));
    }

    void answer(int status, String contentType, byte[] content) {
        context().trail().ifPresent(trail -> trail.settle(status));
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseSender().send(ByteBuffer.wrap(content), IoCallback.END_EXCHANGE);
    }

    /** Answers with a body that is written while it is sent; a failure in the middle cuts the connection. */
    void stream(int status, String contentType, Routes.Body content) throws IOException {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        ResponseOutput out = new ResponseOutput(exchange, patience);
        if (session.isEmpty()) {
            content.writeTo(out);
            out.finish();
            return;
        }
        try (StandingWatch watch = StandingWatch.over(exchange, session.get())) {
            content.writeTo(out);
            out.finish();
        }
    }
}
