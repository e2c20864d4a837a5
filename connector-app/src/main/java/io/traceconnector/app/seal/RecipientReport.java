package io.traceconnector.app.seal;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import java.util.List;
import java.util.Optional;

/**
 * The recipients of a workflow, as operators are told.
 *
 * @param digest names exactly the set that Trace states; empty where Trace was not asked
 * @param problem with what was pinned; empty where there is none
 * @param rows one for each account, in the order of their numbers
 */
public record RecipientReport(
        WorkflowId workflow, Trust trust, Optional<String> digest, Optional<String> problem, List<Row> rows) {

    public RecipientReport {
        rows = List.copyOf(rows);
    }

    /**
     * An account.
     *
     * @param groups labels of those that it owns, as far as Trace was asked
     * @param pinned fingerprint of its key; empty where it was not pinned
     * @param stated fingerprint of its key; empty where Trace was not asked, or does not name it
     */
    public record Row(String account, List<String> groups, Optional<String> pinned, Optional<String> stated) {

        public Row {
            groups = List.copyOf(groups);
        }
    }
}
