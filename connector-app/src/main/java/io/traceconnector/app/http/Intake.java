package io.traceconnector.app.http;

import io.traceconnector.app.callers.Callers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Optional;

/** Takes a request in: checks its form, finds its operation and counts it. {@link Admittance} goes on. */
final class Intake implements HttpHandler {

    private final HttpLimits limits;
    private final RouteTable routes;
    private final Slots slots;
    private final RequestRecords records;
    private final ForwardedHeaders forwarded;
    private final PlainRule plain;
    private final Admittance admittance;

    Intake(
            HttpLimits limits,
            RouteTable routes,
            Slots slots,
            RequestRecords records,
            ForwardedHeaders forwarded,
            PlainRule plain,
            Admittance admittance) {
        this.limits = limits;
        this.forwarded = forwarded;
        this.plain = plain;
        this.routes = routes;
        this.slots = slots;
        this.records = records;
        this.admittance = admittance;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestContext.begin(exchange);
        records.watch(exchange);
        exchange.getResponseHeaders().put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff");
        Optional<Problem> malformed =
                RequestGuard.check(exchange).or(() -> forwarded.take(exchange)).or(() -> plain.check(exchange));
        if (malformed.isPresent()) {
            refuse(exchange, malformed.get());
            return;
        }
        if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
            // Chunks can be read leniently in many ways: nothing that follows them is a request.
            exchange.setPersistent(false);
        }
        if (exchange.getRequestURI().length() + exchange.getQueryString().length() > limits.url()) {
            refuse(
                    exchange,
                    new Problem(414, "url_too_long", "The URL has more than " + limits.url() + " characters."));
            return;
        }
        Optional<SafePath> path = SafePath.parse(exchange.getRequestURI());
        if (path.isEmpty()) {
            refuse(exchange, new Problem(400, "malformed_path", "The path must be in its simplest form."));
            return;
        }
        Optional<Problem> ambiguous = Arrival.ambiguous(exchange, path.get());
        if (ambiguous.isPresent()) {
            refuse(exchange, ambiguous.get());
            return;
        }
        switch (routes.match(exchange.getRequestMethod().toString(), path.get())) {
            case RouteTable.Match.Found found -> enter(exchange, path.get(), found);
            case RouteTable.Match.WrongMethod wrong -> {
                exchange.getResponseHeaders().put(Headers.ALLOW, String.join(", ", wrong.allowed()));
                ErrorResponses.answer(
                        exchange, new Problem(405, "method_not_allowed", "The path does not take this method."));
            }
            case RouteTable.Match.Unknown unknown ->
                ErrorResponses.answer(
                        exchange,
                        unknown.reason().orElseGet(() -> new Problem(404, "unknown_path", "There is nothing here.")));
        }
    }

    private void enter(HttpServerExchange exchange, SafePath path, RouteTable.Match.Found found) throws Exception {
        Operation operation = found.operation();
        RequestContext.of(exchange).routedTo(operation.path().toString(), operation.answersGraphql());
        if (operation.access() instanceof Access.Entrance) {
            Optional<Problem> refusal = plain.checkSecret(exchange).or(() -> tokenInQuery(exchange));
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
                return;
            }
        }
        Optional<Slots.Slot> slot = slots.take();
        if (slot.isEmpty()) {
            refuse(
                    exchange,
                    slots.isClosed()
                            ? Problem.later(503, "stopping", "The connector stops; ask another one, or later.", 5)
                            : Problem.later(503, "busy", "Too many requests at a time; try again later.", 1));
            return;
        }
        ConnectionWatch.watch(exchange, () -> {
            slot.get().exchangeOver();
            RequestContext.of(exchange).over();
        });
        admittance.admit(new Arrival(exchange, operation, path, found.parameters(), slot.get()));
    }

    private static Optional<Problem> tokenInQuery(HttpServerExchange exchange) {
        return Callers.tokenInQuery(exchange.getQueryParameters().keySet())
                .map(refused -> new Problem(refused.status(), refused.code(), refused.detail()));
    }

    /** Answers and closes the connection: what follows on it cannot be trusted, or is not wanted. */
    private static void refuse(HttpServerExchange exchange, Problem problem) {
        exchange.setPersistent(false);
        ErrorResponses.answer(exchange, problem);
    }
}
