package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;

/** What the rules about somebody leave to see. A link that is not open is seen where its data plays no part. */
record PolicySight(Condition rows, List<FieldRule> fields, FieldHash hash) implements Sight {

    PolicySight {
        fields = List.copyOf(fields);
    }

    /** Whether anything is left out. */
    boolean limited() {
        return !rows.equals(Condition.everything()) || !fields.isEmpty();
    }

    @Override
    public Optional<Segment> of(Segment link) {
        if (!rows.equals(Condition.everything()) && !LinkValues.of(link).pass(rows)) {
            return Optional.empty();
        }
        WorkflowId workflow = link.feed().workflow();
        List<FieldRule> rules = fields.stream()
                .filter(rule -> rule.covers(workflow, rule.field()))
                .toList();
        if (rules.isEmpty()) {
            return Optional.of(link);
        }
        Redaction redaction = new Redaction(rules, workflow, hash);
        return switch (link.payload()) {
            case Payload.Opened(var data) -> redaction.of(data).map(left -> with(link, new Payload.Opened(left)));
            case Payload.Plain(var data) -> redaction.of(data).map(left -> with(link, new Payload.Plain(left)));
            case Payload.NotForUs _, Payload.Closed _ -> Optional.of(link);
        };
    }

    private static Segment with(Segment link, Payload payload) {
        return new Segment(
                link.feed(),
                link.cursor(),
                link.hash(),
                link.trace(),
                link.parent(),
                link.priority(),
                link.action(),
                link.state(),
                link.tags(),
                link.references(),
                link.metadata(),
                payload,
                link.verification());
    }

    /** The hash alone would say nothing, and rows may hold claims. */
    @Override
    public String toString() {
        return "PolicySight[limited=" + limited() + "]";
    }
}
