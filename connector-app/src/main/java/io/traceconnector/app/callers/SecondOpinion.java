package io.traceconnector.app.callers;

import io.traceconnector.app.callers.Admission.Admitted;
import io.traceconnector.app.callers.CallerSession.Entered;
import io.traceconnector.app.callers.CallerSession.Recognised;
import io.traceconnector.app.callers.pdp.DecisionPoint;
import io.traceconnector.app.callers.pdp.DecisionPointAwayException;
import io.traceconnector.app.callers.pdp.Opinion;
import io.traceconnector.app.callers.pdp.Question;
import io.traceconnector.app.callers.policy.Need;
import java.util.List;
import java.util.Optional;

/**
 * Has a decision point, where there is one, confirm what the connector itself has decided. It is asked only about what the tenant's policy
 * allows, and can only take away.
 */
record SecondOpinion(Optional<DecisionPoint> point) {

    /** For the audit log. */
    private static final List<String> RULES = List.of("pdp");

    /** May block. */
    Admission on(Admission own, Asked asked) {
        return point.isEmpty() ? own : confirmed(point.get(), own, asked);
    }

    /** Without blocking; empty where {@link #on} has to be asked. */
    Optional<Admission> remembered(Admission own, Asked asked) {
        if (point.isPresent() && own instanceof Admitted(Entered entered)) {
            return point.get()
                    .remembered(question(entered, asked))
                    .map(opinion -> judged(opinion, point.get(), entered, asked));
        }
        return Optional.of(on(own, asked));
    }

    private static Admission confirmed(DecisionPoint point, Admission own, Asked asked) {
        return switch (own) {
            case Admitted(Entered entered) -> judged(point.ask(question(entered, asked)), point, entered, asked);
            case Admitted(Recognised recognised) -> new Admitted(confirmed(point, recognised, asked));
            case Admission.Refused _, Admission.Unavailable _ -> own;
        };
    }

    private static Question question(Entered entered, Asked asked) {
        return new Question(
                entered.tenant().id(), entered.principal(), entered.permission().need(), asked.target());
    }

    private static Admission judged(Opinion opinion, DecisionPoint point, Entered entered, Asked asked) {
        return switch (opinion) {
            case ALLOWED -> {
                Need need = entered.permission().need();
                Question question = question(entered, asked);
                yield new Admitted(entered.confirmed(
                        RULES,
                        action -> entered.may().test(action)
                                && agrees(point, question.about(new Need(action, need.kind(), need.space())))));
            }
            case DENIED -> Refusals.deniedByPoint(entered.principal(), RULES);
            case AWAY ->
                new Admission.Unavailable(
                        DecisionPointAwayException.CODE,
                        DecisionPointAwayException.DETAIL,
                        Optional.of(entered.principal()),
                        RULES);
        };
    }

    private static Recognised confirmed(DecisionPoint point, Recognised recognised, Asked asked) {
        Demand.Grant administration = Demand.Grant.administration();
        Need need = new Need(administration.action(), administration.kind(), Optional.empty());
        return new Recognised(
                recognised.principal(),
                tenant -> recognised.administers().test(tenant)
                        && agrees(point, new Question(tenant, recognised.principal(), need, asked.target())),
                recognised.standing());
    }

    private static boolean agrees(DecisionPoint point, Question question) {
        return switch (point.ask(question)) {
            case ALLOWED -> true;
            case DENIED -> false;
            case AWAY -> throw new DecisionPointAwayException();
        };
    }
}
