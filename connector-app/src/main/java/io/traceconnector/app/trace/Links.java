package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;

/** What is read from Trace in the name of an organisation, with its session. Blocks; every call may throw {@link TraceException}. */
public interface Links {

    List<Workflow> workflows(OrganisationId organisation);

    /** @param limit 1 to 500 links */
    LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit);

    /** All links of a trace, first link first, with the workflow they belong to; empty where Trace knows no such trace. */
    Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace);

    /** Accounts that take part in a workflow (owners and members of its groups) with their signing keys. */
    List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow);

    /** The links of one trace. */
    record TraceLinks(WorkflowId workflow, List<ReceivedLink> links) {}
}
