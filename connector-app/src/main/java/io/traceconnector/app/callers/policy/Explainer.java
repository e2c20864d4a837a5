package io.traceconnector.app.callers.policy;

import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Segment;
import io.traceconnector.api.WorkflowId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through the rules of a policy as it decides for somebody, and tells of each. */
record Explainer(Policy policy) {

    /**
     * @param roles that its credential names
     * @param decision what the policy says to it
     */
    Explanation explain(Set<String> roles, Map<String, Set<String>> claims, Decision decision, Example example) {
        Set<String> given = policy.givenBy(claims);
        Set<String> all = new HashSet<>(roles);
        all.addAll(given);
        Subject subject = new Subject(Set.copyOf(all), claims);
        Optional<Segment> link = example instanceof Example.Link(var segment) ? Optional.of(segment) : Optional.empty();
        Optional<WorkflowId> workflow = example instanceof Example.Workflow(var id)
                ? Optional.of(id)
                : link.map(segment -> segment.feed().workflow());
        Optional<LinkValues> values = link.map(LinkValues::of);
        return new Explanation(
                decision,
                given.stream().sorted().toList(),
                policy.rows().stream()
                        .filter(rule -> concerns(rule.entity(), workflow))
                        .map(rule -> row(rule, subject, values))
                        .toList(),
                policy.columns().stream()
                        .filter(rule -> concerns(rule.entity(), workflow))
                        .map(rule -> new Explanation.Column(
                                rule.name(),
                                entity(rule.entity()),
                                rule.field(),
                                rule.effect(),
                                !rule.hidesFrom(subject)))
                        .toList(),
                decision instanceof Decision.Allowed allowed
                        ? link.map(segment -> allowed.sight().of(segment).isPresent())
                        : Optional.empty());
    }

    private static boolean concerns(Optional<WorkflowId> entity, Optional<WorkflowId> workflow) {
        return entity.isEmpty() || workflow.isEmpty() || entity.equals(workflow);
    }

    private static Explanation.Row row(RowRule rule, Subject subject, Optional<LinkValues> values) {
        return new Explanation.Row(
                rule.name(),
                entity(rule.entity()),
                rule.when().matches(subject),
                values.map(link -> link.pass(rule.filter().bind(subject, true))));
    }

    private static String entity(Optional<WorkflowId> entity) {
        return entity.map(WorkflowId::value).orElse("*");
    }
}
