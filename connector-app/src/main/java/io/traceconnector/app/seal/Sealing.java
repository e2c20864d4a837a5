package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.TraceException;
import java.util.Optional;

/** Makes links out of requests: resolves what Trace knows of the workflow, encrypts for its recipients, signs. Blocks; safe for many threads. */
public interface Sealing {

    /**
     * Makes a link. Every call makes another one: keys, ivs and so the hash are new.
     *
     * @param parent the head of the trace; empty if, and only if, the request is for a first link
     * @throws ProblemException where this request cannot be sealed as things are: {@code recipient_changed}, {@code recipient_without_key},
     *     {@code group_unknown} and the like; nothing was sent
     * @throws TraceException where Trace does not tell what is needed
     * @throws KeyUnavailableException where the signing key is away
     */
    SealedLink seal(LinkRequest request, Optional<Parent> parent);

    /** Trace says that the configuration is not the active one: what is remembered of the workflow is asked for again. */
    void forget(OrganisationId organisation, WorkflowId workflow);
}
