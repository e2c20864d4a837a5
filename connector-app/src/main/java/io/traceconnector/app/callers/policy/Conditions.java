package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts conditions together, in their shortest form: what holds always is {@link Condition#everything}, what never does {@link Condition#nothing}. */
final class Conditions {

    private static final Condition EVERYTHING = Condition.everything();
    private static final Condition NOTHING = Condition.nothing();

    private Conditions() {}

    static Condition all(List<Condition> parts) {
        List<Condition> needed = parts.stream()
                .filter(part -> !part.equals(EVERYTHING))
                .distinct()
                .toList();
        if (needed.contains(NOTHING)) {
            return NOTHING;
        }
        return needed.size() == 1 ? needed.getFirst() : new Condition.All(needed);
    }

    static Condition any(List<Condition> parts) {
        List<Condition> needed =
                parts.stream().filter(part -> !part.equals(NOTHING)).distinct().toList();
        if (needed.contains(EVERYTHING)) {
            return EVERYTHING;
        }
        return needed.size() == 1 ? needed.getFirst() : new Condition.Any(needed);
    }

    static Condition not(Condition part) {
        if (part.equals(EVERYTHING)) {
            return NOTHING;
        }
        return part.equals(NOTHING) ? EVERYTHING : new Condition.Not(part);
    }

    static Condition in(Set<WorkflowId> workflows) {
        return workflows.isEmpty()
                ? NOTHING
                : new Condition.OneOf(
                        "link.workflow",
                        workflows.stream().map(WorkflowId::value).collect(Collectors.toUnmodifiableSet()));
    }
}
