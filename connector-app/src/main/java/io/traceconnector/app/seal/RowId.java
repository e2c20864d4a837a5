package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;

/** The numbers by which Trace names workflows and accounts. Other names are nobody's, and nothing for names of files or lines of records. */
final class RowId {

    private static final int LONGEST = 64;

    private RowId() {}

    /** Asked for every link, so no regular expression. */
    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    /** @throws ProblemException {@code workflow_unknown} (404) */
    static void require(WorkflowId workflow) {
        if (!is(workflow.value())) {
            throw new ProblemException(404, "workflow_unknown", "A workflow's id is a number.");
        }
    }
}
