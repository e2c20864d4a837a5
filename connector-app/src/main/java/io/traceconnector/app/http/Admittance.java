package io.traceconnector.app.http;

import io.traceconnector.app.callers.Admission;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.Credentials;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its operation if its caller may use it. What is remembered is decided at once, on the I/O thread. */
final class Admittance {

    private final Callers callers;
    private final Executor threads;
    private final Dispatch dispatch;

    Admittance(Callers callers, Executor threads, Dispatch dispatch) {
        this.callers = callers;
        this.threads = threads;
        this.dispatch = dispatch;
    }

    void admit(Arrival arrival) throws Exception {
        if (arrival.operation().access() == Access.PUBLIC) {
            goOn(
                    arrival,
                    Optional.empty(),
                    "peer:" + RequestContext.of(arrival.exchange()).peer());
            return;
        }
        Credentials credentials = credentials(arrival.exchange());
        Optional<Admission> remembered = callers.remembered(credentials);
        if (remembered.isPresent()) {
            decided(arrival, remembered.get());
            return;
        }
        arrival.slot().hold();
        arrival.exchange().dispatch(threads, () -> ask(arrival, credentials));
    }

    private void ask(Arrival arrival, Credentials credentials) {
        try {
            Admission admission = callers.admit(credentials);
            arrival.exchange()
                    .getIoThread()
                    .execute(() ->
                            Connectors.executeRootHandler(exchange -> decided(arrival, admission), arrival.exchange()));
        } catch (RuntimeException e) {
            ErrorResponses.answer(arrival.exchange(), e);
        } finally {
            arrival.slot().release();
        }
    }

    private static Credentials credentials(HttpServerExchange exchange) {
        HeaderValues values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        return new Credentials(
                values == null ? List.of() : List.copyOf(values),
                exchange.getQueryParameters().keySet());
    }

    private void decided(Arrival arrival, Admission admission) throws Exception {
        switch (admission) {
            case Admission.Refused refused ->
                ErrorResponses.answer(
                        arrival.exchange(), new Problem(refused.status(), refused.code(), refused.detail()));
            case Admission.Unavailable away ->
                ErrorResponses.answer(
                        arrival.exchange(),
                        Problem.later(503, "account_unavailable", "The token cannot be checked now; try later.", 5));
            case Admission.Admitted admitted -> {
                CallerSession session = admitted.session();
                Problem forbidden = forbidden(arrival.operation().access(), session);
                if (forbidden == null) {
                    goOn(arrival, Optional.of(session), session.caller().id());
                } else {
                    ErrorResponses.answer(arrival.exchange(), forbidden);
                }
            }
        }
    }

    private static @Nullable Problem forbidden(Access access, CallerSession session) {
        return switch (session) {
            case CallerSession.Configured own
            when access == Access.ACCOUNT ->
                new Problem(
                        403,
                        "account_token_required",
                        "This is passed on only with the caller's own token of Account; the connector lends none.");
            case CallerSession.Account account
            when access == Access.CONFIGURED ->
                new Problem(403, "relays_only", "A token of Account has the relays and nothing else.");
            default -> null;
        };
    }

    private void goOn(Arrival arrival, Optional<CallerSession> session, String caller) throws Exception {
        RequestContext.of(arrival.exchange()).admitted(caller);
        if (arrival.slot().assign(caller)) {
            dispatch.dispatch(arrival, session);
        } else {
            ErrorResponses.answer(
                    arrival.exchange(),
                    Problem.later(429, "too_many_requests", "The caller has too many requests at a time.", 1));
        }
    }
}
