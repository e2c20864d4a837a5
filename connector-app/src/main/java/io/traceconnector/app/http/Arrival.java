package io.traceconnector.app.http;

import io.traceconnector.app.callers.CallerSession;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A request whose operation is found and which is counted; its caller is not known yet. */
record Arrival(
        HttpServerExchange exchange,
        Operation operation,
        SafePath path,
        Map<String, String> parameters,
        Slots.Slot slot) {

    Call call(Optional<CallerSession> session, Duration patience) {
        return new Call(exchange, path, parameters, session, new byte[0], patience);
    }
}
