package io.traceconnector.api;

import java.util.Set;

/**
 * What a caller is not shown of the data. A field that is not shown does not exist for whatever a caller can ask: it is neither found, sorted,
 * counted nor suggested.
 *
 * @param workflows in which it holds; empty for all
 * @param field the path of a value as {@link Condition} names it; all below it is meant too; {@code *} for all of the data
 */
public record FieldRule(Set<WorkflowId> workflows, String field, Effect effect) {

    /** How the value looks in data: left out; {@code "***"}; a keyed hash as text, the same for equal values of a tenant. */
    public enum Effect {
        DENY,
        MASK,
        HASH
    }

    public FieldRule {
        workflows = Set.copyOf(workflows);
    }

    public boolean covers(WorkflowId workflow, String path) {
        return (workflows.isEmpty() || workflows.contains(workflow))
                && (field.equals("*") || path.equals(field) || path.startsWith(field + "."));
    }
}
