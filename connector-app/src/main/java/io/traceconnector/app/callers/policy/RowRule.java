package io.traceconnector.app.callers.policy;

import io.traceconnector.api.WorkflowId;
import java.util.Optional;

/**
 * Which links somebody sees of a workflow.
 *
 * @param name for the audit log: its own, or its place in the file
 * @param entity empty for every workflow
 */
record RowRule(String name, Optional<WorkflowId> entity, When when, Filter filter) {

    boolean concerns(WorkflowId workflow) {
        return entity.map(workflow::equals).orElse(true);
    }
}
