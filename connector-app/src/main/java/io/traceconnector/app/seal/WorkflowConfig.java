package io.traceconnector.app.seal;

import io.traceconnector.api.Default;

/**
 * How links are written to a workflow.
 *
 * @param data {@code clear} sends form data to Trace as it is, with its hash in the link; only where this is said, whatever Trace or others show
 * @param trust {@code first-use} stops writing when recipients are other than those of the first link, until they are approved; {@code any}
 *     records them and goes on
 */
public record WorkflowConfig(
        @Default("encrypted") Data data,
        @Default("first-use") Trust trust) {

    static final WorkflowConfig STANDARD = new WorkflowConfig(Data.ENCRYPTED, Trust.FIRST_USE);

    /** What becomes of form data. */
    public enum Data {
        ENCRYPTED,
        CLEAR
    }

    /** Which recipients' keys count. */
    public enum Trust {
        FIRST_USE,
        ANY
    }
}
