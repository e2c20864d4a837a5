package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import java.util.regex.Pattern;

/** The numbers by which Trace names workflows and accounts. Other names are nobody's, and nothing for names of files or lines of records. */
final class RowId {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}");

    private RowId() {}

    static boolean is(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** @throws ProblemException {@code workflow_unknown} (404) */
    static void require(WorkflowId workflow) {
        if (!is(workflow.value())) {
            throw new ProblemException(404, "workflow_unknown", "A workflow's id is a number.");
        }
    }
}
