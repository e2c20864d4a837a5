package io.traceconnector.app.http;

import io.traceconnector.app.callers.Admission;
import io.traceconnector.app.callers.Asked;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.undertow.server.Connectors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Lets a request through to its operation if its caller may use it. What is remembered is decided at once, on the I/O thread. */
final class Admittance {

    private final Callers callers;
    private final Executor threads;
    private final Dispatch dispatch;
    private final Auditing auditing;

    Admittance(Callers callers, Executor threads, Dispatch dispatch, Auditing auditing) {
        this.callers = callers;
        this.threads = threads;
        this.dispatch = dispatch;
        this.auditing = auditing;
    }

    void admit(Arrival arrival) throws Exception {
        switch (arrival.operation().access()) {
            case Access.Open() -> {
                auditing.letAnybodyThrough(arrival);
                goOn(
                        arrival,
                        Optional.empty(),
                        "peer:" + RequestContext.of(arrival.exchange()).peer());
            }
            case Access.Needs(var demand) -> {
                Asked asked = arrival.asked(demand);
                RequestFacts facts = arrival.facts();
                Optional<Admission> remembered = callers.remembered(facts, asked);
                if (remembered.isPresent()) {
                    decided(arrival, remembered.get());
                } else {
                    arrival.slot().hold();
                    arrival.exchange().dispatch(threads, () -> ask(arrival, facts, asked));
                }
            }
        }
    }

    private void ask(Arrival arrival, RequestFacts facts, Asked asked) {
        try {
            Admission admission = callers.admit(facts, asked);
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

    private void decided(Arrival arrival, Admission admission) throws Exception {
        switch (admission) {
            case Admission.Refused refused ->
                refuse(
                        arrival,
                        new Problem(refused.status(), refused.code(), refused.detail()),
                        refused.principal(),
                        refused.rules());
            case Admission.Unavailable away ->
                refuse(arrival, Problem.later(503, away.code(), away.detail(), 5), Optional.empty(), List.of());
            case Admission.Admitted(var session) ->
                goOn(
                        arrival,
                        Optional.of(auditing.letThrough(arrival, session)),
                        session.principal().id());
        }
    }

    private void refuse(Arrival arrival, Problem problem, Optional<Principal> principal, List<String> rules) {
        auditing.refused(arrival, problem, principal, rules);
        ErrorResponses.answer(arrival.exchange(), problem);
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
