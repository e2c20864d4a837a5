package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Admission;
import io.traceconnector.app.callers.Asked;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.Claim;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.throttle.Pass;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.usage.Usage;
import io.undertow.server.Connectors;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Lets a request through to its operation if its caller may use it. What is remembered is decided at once, on the I/O thread. */
final class Admittance {

    private final Callers callers;
    private final Executor threads;
    private final Dispatch dispatch;
    private final Auditing auditing;
    private final OnSite onSite;
    private final Throttle throttle;
    private final Usage usage;
    private final Clock clock;

    Admittance(
            Callers callers,
            Executor threads,
            Dispatch dispatch,
            Auditing auditing,
            OnSite onSite,
            Throttle throttle,
            Usage usage,
            Clock clock) {
        this.callers = callers;
        this.threads = threads;
        this.dispatch = dispatch;
        this.auditing = auditing;
        this.onSite = onSite;
        this.throttle = throttle;
        this.usage = usage;
        this.clock = clock;
    }

    void admit(Arrival arrival) throws Exception {
        switch (arrival.operation().access()) {
            case Access.Open() -> goOn(arrival);
            case Access.Operators() -> {
                Optional<Problem> refusal = onSite.check(arrival.exchange());
                if (refusal.isPresent()) {
                    refuse(arrival, refusal.get(), Optional.empty(), List.of());
                } else {
                    auditing.letOperatorThrough(arrival);
                    goOn(arrival);
                }
            }
            case Access.Entrance() -> {
                auditing.letIn(arrival);
                goOn(arrival);
            }
            case Access.Needs(var demand) -> {
                Asked asked = arrival.asked(demand);
                RequestFacts facts = arrival.facts();
                Attempt attempt = new Attempt(arrival, facts, asked, callers.claimed(facts));
                if (throttle.before(facts.client(), attempt.id(), attempt.digest()) instanceof Pass.Wait wait) {
                    refuse(arrival, later(wait), Optional.empty(), List.of());
                    return;
                }
                Optional<Admission> remembered = remembered(attempt);
                if (remembered.isPresent()) {
                    decided(attempt, remembered.get());
                } else {
                    arrival.slot().hold();
                    arrival.exchange().dispatch(threads, () -> ask(attempt));
                }
            }
        }
    }

    private record Attempt(Arrival arrival, RequestFacts facts, Asked asked, Optional<Claim> claimed) {

        Optional<String> id() {
            return claimed.map(Claim::id);
        }

        Optional<String> digest() {
            return claimed.flatMap(Claim::digest);
        }
    }

    /** Where the callers' store is away nobody is refused for being unknown. */
    private Optional<Admission> remembered(Attempt attempt) {
        try {
            return callers.remembered(attempt.facts(), attempt.asked());
        } catch (ProblemException e) {
            return Optional.of(new Admission.Unavailable(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private void ask(Attempt attempt) {
        Arrival arrival = attempt.arrival();
        try {
            Admission admission = callers.admit(attempt.facts(), attempt.asked());
            arrival.exchange()
                    .getIoThread()
                    .execute(() ->
                            Connectors.executeRootHandler(exchange -> decided(attempt, admission), arrival.exchange()));
        } catch (RuntimeException e) {
            ErrorResponses.answer(arrival.exchange(), e);
        } finally {
            arrival.slot().release();
        }
    }

    private void decided(Attempt attempt, Admission admission) throws Exception {
        Arrival arrival = attempt.arrival();
        switch (admission) {
            case Admission.Refused refused -> {
                if (refused.code().equals(UnprovenException.NONCE)) {
                    callers.possession()
                            .nonce()
                            .ifPresent(nonce ->
                                    arrival.exchange().getResponseHeaders().put(Challenge.NONCE, nonce));
                }
                if (isGuess(attempt, refused)) {
                    throttle.failed(attempt.facts().client(), attempt.id());
                }
                refuse(
                        arrival,
                        new Problem(refused.status(), refused.code(), refused.detail()),
                        refused.principal(),
                        refused.rules());
            }
            case Admission.Unavailable away ->
                refuse(arrival, Problem.later(503, away.code(), away.detail(), 5), away.principal(), away.rules());
            case Admission.Admitted(var session)
            when counted(attempt, session) instanceof Pass.Wait wait ->
                refuse(arrival, later(wait), Optional.of(session.principal()), List.of());
            case Admission.Admitted(var session) ->
                goOn(
                        arrival,
                        Optional.of(MeteredSight.of(auditing.letThrough(arrival, session), usage)),
                        session.principal().id(),
                        name(session));
        }
    }

    private boolean isGuess(Attempt attempt, Admission.Refused refused) {
        return refused.status() == 401
                && !refused.code().equals("missing_token")
                && !refused.code().equals(UnprovenException.NONCE)
                && !callers.isOver(attempt.facts(), clock.instant());
    }

    /** What is in no tenant counts in the first of those that its caller may enter; whoever may enter none has its rate, and no quota. */
    private Pass counted(Attempt attempt, CallerSession session) {
        InetAddress client = attempt.facts().client();
        throttle.proven(client, attempt.digest());
        Optional<TenantId> tenant = tenant(session);
        Pass pass = throttle.succeeded(client, attempt.id(), name(session), tenant);
        return pass instanceof Pass.Wait
                ? pass
                : tenant.flatMap(id -> usage.call(id, session.principal().id()))
                        .<Pass>map(seconds -> new Pass.Wait("quota_exceeded", seconds))
                        .orElse(pass);
    }

    private static Optional<TenantId> tenant(CallerSession session) {
        return switch (session) {
            case CallerSession.Entered entered -> Optional.of(entered.tenant().id());
            case CallerSession.Recognised recognised ->
                recognised.principal().tenants().keySet().stream().min(Comparator.naturalOrder());
        };
    }

    /** Two tenants may have users of one name behind a proxy. */
    private static String name(CallerSession session) {
        Principal principal = session.principal();
        return principal.kind() == Principal.Kind.PROXY_USER
                ? tenant(session).map(tenant -> tenant + " ").orElse("") + principal.id()
                : principal.id();
    }

    private static Problem later(Pass.Wait wait) {
        return Problem.later(429, wait.code(), "Too much was asked, or failed, from here; try later.", wait.seconds());
    }

    private void refuse(Arrival arrival, Problem problem, Optional<Principal> principal, List<String> rules) {
        auditing.refused(arrival, problem, principal, rules);
        ErrorResponses.answer(arrival.exchange(), problem);
    }

    private void goOn(Arrival arrival) throws Exception {
        String peer = "peer:" + RequestContext.of(arrival.exchange()).peer();
        String client = "client:" + arrival.facts().client().getHostAddress();
        goOn(arrival, Optional.empty(), peer, client);
    }

    /**
     * Gives the request a place among those of its caller.
     *
     * @param caller for logs
     * @param counted by which places are counted
     */
    private void goOn(Arrival arrival, Optional<CallerSession> session, String caller, String counted)
            throws Exception {
        RequestContext.of(arrival.exchange()).admitted(caller);
        if (arrival.slot().assign(counted)) {
            dispatch.dispatch(arrival, session);
        } else {
            ErrorResponses.answer(
                    arrival.exchange(),
                    Problem.later(429, "too_many_requests", "The caller has too many requests at a time.", 1));
        }
    }
}
