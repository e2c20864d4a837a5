package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.seal.LinkRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes links to Trace, those of one trace one after another in the order in which they were asked for. Blocks; safe for many threads.
 *
 * <p>A link that another one overtook is made anew with the new head as its parent, a bounded number of times. It is never on Trace twice.
 */
public interface LinkWriting {

    /**
     * Writes a link now, and remembers nothing of it.
     *
     * @param deadline for all of it, its turn in the trace included
     * @throws ProblemException besides what sealing throws: 404 {@code trace_unknown}, 409 {@code trace_exists}, 409 {@code trace_contended} (others
     *     were faster too often), 422 {@code workflow_mismatch}, 422 {@code link_refused} (member {@code traceMessage}), 503 {@code trace_busy}
     *     (earlier links of the trace wait), 503 {@code trace_unavailable}, {@code keys_unavailable}: the link is not on Trace. 504
     *     {@code outcome_unknown} (members {@code linkHash} and {@code trace}): it may be, or come to be
     */
    Written write(LinkRequest request, Duration deadline);

    /**
     * Accepts links that are written later, also after a restart or a crash: when this returns they are on disk.
     *
     * @throws ProblemException and nothing is accepted: 409 {@code idempotency_key_in_use} (a request with this key waits now), 413
     *     {@code link_too_large}, 422 {@code idempotency_key_reused} (by another body), 503 {@code outbox_full}, 503 {@code outbox_unavailable}
     *     (a key or the disk is away; with an idempotency key, try again with the same)
     */
    Acceptance accept(Submission submission);

    /**
     * Accepts links and waits until every entry has ended, is stuck or finds Trace away, at most until the deadline. Meanwhile its idempotency key is in
     * use. Entries that have not ended go on.
     *
     * @throws ProblemException as {@link #accept} does; and 503 {@code outbox_unavailable} while it waits: then the entries are accepted
     */
    Acceptance accept(Submission submission, Duration deadline);

    /**
     * Whether links were accepted under this idempotency key before: then {@link #accept} gives what became of them, and judges the request no more.
     *
     * @throws ProblemException 503 {@code outbox_unavailable}
     */
    boolean isKnown(Submission submission);

    /** Empty where there is no such entry, or it is another caller's, or it has been forgotten. */
    Optional<EntryStatus> status(String caller, String entry);

    /** Waits likewise until the entry has ended, is stuck or finds Trace away. */
    Optional<EntryStatus> await(String caller, String entry, Duration deadline);

    /** Empty where all is well; otherwise why links of this organisation cannot be accepted now, for callers. */
    Optional<String> stalled(OrganisationId organisation);
}
