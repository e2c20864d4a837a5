package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;

/** Asks Trace what a link of a workflow is made with: configuration, groups and their owners' encryption keys. Blocks; safe for many threads. */
public interface Participations {

    /** @throws TraceException where Trace does not tell, with kind {@code REFUSED} where it shows no such workflow */
    Participation participation(OrganisationId organisation, WorkflowId workflow);
}
