package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Segment;
import io.traceconnector.api.WorkflowId;

/** On what a policy is explained. */
public sealed interface Example {

    /** Nothing in particular: all rules are told. */
    record Nothing() implements Example {}

    record Workflow(WorkflowId id) implements Example {}

    record Link(Segment link) implements Example {}
}
