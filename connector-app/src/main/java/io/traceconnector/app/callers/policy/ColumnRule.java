package io.traceconnector.app.callers.policy;

import io.traceconnector.api.FieldRule.Effect;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * What is hidden of the data of a workflow, from everybody who is not excepted.
 *
 * @param name for the audit log: its own, or its place in the file
 * @param entity empty for every workflow
 */
record ColumnRule(String name, Optional<WorkflowId> entity, String field, Effect effect, List<When> unless) {

    boolean hidesFrom(Subject subject) {
        return unless.stream().noneMatch(exception -> exception.matches(subject));
    }
}
