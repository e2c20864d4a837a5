package io.traceconnector.app.trace;

import io.traceconnector.api.WorkflowId;

/** A workflow that an organisation of ours takes part in. */
public record Workflow(WorkflowId id, String name) {}
