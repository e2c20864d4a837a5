package io.traceconnector.app.callers.policy;

import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Segment;
import io.traceconnector.api.WorkflowId;
import java.util.Optional;

/** Goes through the rules of a policy as it decides for somebody, and tells of each. */
record Explainer(Policy policy, Subject subject) {

    Explanation explain(Decision decision, Example example) {
        Optional<Segment> link = example instanceof Example.Link(var segment) ? Optional.of(segment) : Optional.empty();
        Optional<WorkflowId> workflow = example instanceof Example.Workflow(var id)
                ? Optional.of(id)
                : link.map(segment -> segment.feed().workflow());
        Optional<LinkValues> values = link.map(LinkValues::of);
        return new Explanation(
                decision,
                policy.rows().stream()
                        .filter(rule -> concerns(rule.entity(), workflow))
                        .map(rule -> row(rule, values))
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

    private Explanation.Row row(RowRule rule, Optional<LinkValues> values) {
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
