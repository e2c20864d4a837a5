package io.traceconnector.app.callers;

import io.traceconnector.api.WorkflowId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A named set of a tenant's workflows.
 *
 * @param workflows empty where all workflows of the tenant's organisations are meant
 */
public record Space(UUID id, String name, SpaceKind kind, Optional<Set<WorkflowId>> workflows) {

    public Space {
        workflows = workflows.map(Set::copyOf);
    }
}
