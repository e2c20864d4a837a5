package io.traceconnector.search.sight;

import io.traceconnector.api.WorkflowId;
import java.util.Set;

/** Where a field of the data is hidden. */
sealed interface Hiding {

    record Nowhere() implements Hiding {}

    record Everywhere() implements Hiding {}

    /** In the links of these workflows. */
    record In(Set<WorkflowId> workflows) implements Hiding {
        public In {
            workflows = Set.copyOf(workflows);
        }
    }
}
