package io.traceconnector.app.http;

import io.traceconnector.app.callers.Asked;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Demand;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Target;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request whose operation is found and which is counted; its caller is not known yet. */
record Arrival(
        HttpServerExchange exchange,
        Operation operation,
        SafePath path,
        Map<String, String> parameters,
        Slots.Slot slot) {

    private static final String TENANT = "tenant";
    private static final String TENANT_HEADER = "Connector-Tenant";
    private static final String SPACE_HEADER = "Connector-Space";

    Call call(Optional<CallerSession> session, Duration patience) {
        return new Call(exchange, path, parameters, session, new byte[0], patience);
    }

    /** What the path names counts, and where it names nothing what a header names. */
    Asked asked(Demand demand) {
        return new Asked(
                demand,
                named(Optional.ofNullable(parameters.get(TENANT)), TENANT_HEADER),
                named(path.space(), SPACE_HEADER),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(RelayScope.HEADER)),
                new Target(
                        exchange.getRequestMethod().toString(),
                        RequestContext.of(exchange).route(),
                        Auditing.objects(this)));
    }

    private Optional<String> named(Optional<String> inPath, String header) {
        return inPath.or(() -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(header)));
    }

    /** Why it cannot be said which tenant, space or organisation a request is about: whoever stands before the connector might have read another. */
    static Optional<Problem> ambiguous(HttpServerExchange exchange, SafePath path) {
        return twoSpaces(exchange, path)
                .or(() -> two(exchange, SPACE_HEADER, "spaces_differ"))
                .or(() -> two(exchange, TENANT_HEADER, "tenants_differ"))
                .or(() -> two(exchange, RelayScope.HEADER, "organisations_differ"));
    }

    private static Optional<Problem> two(HttpServerExchange exchange, String header, String code) {
        return headers(exchange, header).stream().distinct().count() > 1
                ? Optional.of(new Problem(400, code, "The header " + header + " is there more than once."))
                : Optional.empty();
    }

    private static Optional<Problem> twoSpaces(HttpServerExchange exchange, SafePath path) {
        return path.space()
                .filter(space -> !headers(exchange, SPACE_HEADER).stream().allMatch(space::equalsIgnoreCase))
                .map(space -> new Problem(
                        400, "spaces_differ", "The path and the header Connector-Space name different spaces."));
    }

    RequestFacts facts() {
        return facts(exchange, path);
    }

    static RequestFacts facts(HttpServerExchange exchange, SafePath path) {
        Origin origin = Origin.of(exchange);
        return new RequestFacts(
                exchange.getRequestMethod().toString(),
                path.requested(),
                path.encodedAfter(0),
                exchange.getQueryParameters().keySet(),
                origin.peer(),
                origin.client(),
                origin.encrypted(),
                origin.certificates(),
                origin.proxied(),
                name -> headers(exchange, name));
    }

    private static List<String> headers(HttpServerExchange exchange, String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }
}
