package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.TraceException;
import java.util.List;

/** Where the signing keys of a workflow's accounts are asked for. Blocks. */
@FunctionalInterface
public interface SignerSource {

    /** @throws TraceException when Trace does not answer; the pins at hand serve then */
    List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow);
}
