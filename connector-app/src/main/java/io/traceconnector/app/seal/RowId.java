package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import java.util.regex.Pattern;

/** The names of workflows as Trace numbers them; other names are nobody's, and no names of files. */
final class RowId {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}");

    private RowId() {}

    /** @throws ProblemException {@code workflow_unknown} (404) */
    static void require(WorkflowId workflow) {
        if (!NUMBER.matcher(workflow.value()).matches()) {
            throw new ProblemException(404, "workflow_unknown", "A workflow's id is a number.");
        }
    }
}
