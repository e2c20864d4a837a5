package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;

/** Tells of a workflow that is not there for whom it was asked; whether it exists for others is not said. */
public final class WorkflowUnknown {

    private WorkflowUnknown() {}

    public static ProblemException of(WorkflowId workflow) {
        return new ProblemException(
                404,
                "workflow_unknown",
                "There is no workflow " + workflow + " at Trace, or the organisation takes no part in it.");
    }
}
