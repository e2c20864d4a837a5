package io.traceconnector.app.callers;

import io.traceconnector.app.callers.pdp.DecisionPoint;
import io.traceconnector.app.callers.pdp.Opinion;
import io.traceconnector.app.callers.pdp.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says what a test wants, and remembers it until it is told not to. */
final class FakeDecisionPoint implements DecisionPoint {

    final List<Question> asked = new ArrayList<>();
    final Map<Question, Opinion> said = new HashMap<>();
    Function<Question, Opinion> rule = question -> Opinion.ALLOWED;

    @Override
    public Opinion ask(Question question) {
        asked.add(question);
        Opinion opinion = rule.apply(question);
        said.put(question, opinion);
        return opinion;
    }

    @Override
    public Optional<Opinion> remembered(Question question) {
        return Optional.ofNullable(said.get(question));
    }
}
