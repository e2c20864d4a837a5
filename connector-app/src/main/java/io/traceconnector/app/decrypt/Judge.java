package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.decrypt.Examination.Read;
import io.traceconnector.app.decrypt.Examination.Unread;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says who signed a link as far as is known now, and whether what was opened belongs to it. Links are judged in the order they have. */
final class Judge {

    private final Signers signers;
    private final WrappedBlocks blocks;
    private final DecryptMetrics metrics;

    Judge(Signers signers, WrappedBlocks blocks, DecryptMetrics metrics) {
        this.signers = signers;
        this.blocks = blocks;
        this.metrics = metrics;
    }

    /**
     * @param workflow where the link was read; by a link that names another one nobody is known. Empty where the link's own word counts
     */
    Verification verification(
            Set<OrganisationId> organisations, Examination examined, Parent parent, Optional<WorkflowId> workflow) {
        return switch (examined) {
            case Unread unread -> unread.verification(parent, key -> Optional.empty());
            case Read read -> {
                String named = read.facts().workflow();
                boolean elsewhere =
                        workflow.isPresent() && !workflow.get().value().equals(named);
                yield read.verification(
                        parent, key -> elsewhere ? Optional.empty() : signers.account(organisations, named, key));
            }
        };
    }

    /**
     * @param link what the link is known by; where that is empty, whose the wrapped keys are cannot be told
     * @param verified whether all of it is signed by a known key
     */
    Payload payload(Opening opening, Optional<Sha256> link, boolean verified) {
        Payload payload = switch (opening) {
            case Opening.Settled(Payload settled) -> settled;
            case Opening.KeyAway _ -> new Payload.Closed(Reason.UNAVAILABLE);
            case Opening.Decrypted(Json data, List<Sha256> wrapped) ->
                link.isEmpty() || blocks.claim(wrapped, link.get(), verified)
                        ? new Payload.Opened(data)
                        : new Payload.Closed(Reason.COPIED);
        };
        metrics.given(payload);
        return payload;
    }
}
