package io.traceconnector.app.http;

import io.traceconnector.api.LinkReader;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.seal.WorkflowUnknown;

/** Where a caller may write: into workflows of its spaces, and after links that it may see. Anything else looks as if it did not exist. */
final class WriteReach {

    private final LinkReader reader;

    WriteReach(LinkReader reader) {
        this.reader = reader;
    }

    /** @throws ProblemException 404 {@code workflow_unknown} */
    void require(CallerSession.Entered session, WorkflowId workflow) {
        if (!session.reaches(workflow)) {
            throw WorkflowUnknown.of(workflow);
        }
    }

    /** @throws ProblemException 404 {@code trace_unknown} */
    void require(CallerSession.Entered session, TraceId trace) {
        if (session.permission().limited()
                && reader.trace(session.caller(), trace).isEmpty()) {
            throw unknown();
        }
    }

    static ProblemException unknown() {
        return new ProblemException(
                404, "trace_unknown", "There is no such trace, or it is not the organisation's to see.");
    }
}
