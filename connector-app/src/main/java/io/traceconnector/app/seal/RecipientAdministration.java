package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;

/** What operators may see of recipients, and approve. Safe for many threads. */
public interface RecipientAdministration {

    /** Every workflow whose recipients were pinned. Trace is not asked. */
    List<RecipientReport> reports();

    /**
     * The recipients of a workflow as Trace states them now. Blocks.
     *
     * @param organisation in whose name Trace is asked; may be left out where there is only one
     * @throws ProblemException where nothing can be encrypted for them
     * @throws io.traceconnector.app.trace.TraceException where Trace does not tell
     */
    RecipientReport report(Optional<OrganisationId> organisation, WorkflowId workflow);

    /**
     * Pins the recipients of a workflow as Trace states them now, if they are those that were shown. Blocks.
     *
     * @param organisation as for the report that was shown
     * @param digest of that report
     * @throws ProblemException {@code recipients_differ} (409) where they are others by now
     */
    RecipientReport approve(Optional<OrganisationId> organisation, WorkflowId workflow, String digest);
}
