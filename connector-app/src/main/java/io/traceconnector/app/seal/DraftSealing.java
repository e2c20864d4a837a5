package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.Link;
import java.util.Set;

/** Seals links that callers have drafted themselves, and tells by whom theirs must be readable. Blocks; safe for many threads. */
public interface DraftSealing {

    /** Whether configuration lets the form data of this workflow go to Trace in clear. */
    boolean isClear(WorkflowId workflow);

    /**
     * The keys for which links of the workflow are encrypted today.
     *
     * @throws ProblemException as {@link Sealing#seal} where they cannot be relied on
     */
    Set<KeyFingerprint> recipients(OrganisationId organisation, WorkflowId workflow);

    /**
     * Seals and signs a draft whose metadata, parent and priority are the caller's.
     *
     * @param draft unsigned, without data
     * @param form JSON text
     * @throws RuntimeException as {@link Sealing#seal}
     */
    SealedLink seal(OrganisationId organisation, Link draft, byte[] form);

    /** Signs a draft that has no data. */
    SealedLink sign(OrganisationId organisation, Link draft);
}
