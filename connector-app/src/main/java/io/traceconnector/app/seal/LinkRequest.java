package io.traceconnector.app.seal;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A link as an application wants it: plain, complete, and independent of what may change until it is sealed (the head of the trace, the
 * workflow's configuration, recipients' keys).
 *
 * @param organisation in whose name it is signed
 * @param trace where {@code first}, an id that was made for it (UUID version 4)
 * @param first whether it begins its trace
 * @param group our group that acts, by label or row id; empty where the organisation has one group only
 * @param data the form data; empty where the link has none
 * @param createdAt when the application asked for it
 */
public record LinkRequest(
        OrganisationId organisation,
        WorkflowId workflow,
        TraceId trace,
        boolean first,
        Change change,
        Optional<String> group,
        Optional<Json> data,
        List<String> tags,
        List<Reference> references,
        Instant createdAt) {

    public LinkRequest {
        tags = List.copyOf(tags);
        references = List.copyOf(references);
    }

    /** Another link, anywhere. */
    public record Reference(LinkHash hash, WorkflowId workflow) {}

    /** Names no content. */
    @Override
    public String toString() {
        return "LinkRequest[" + organisation + ", workflow " + workflow + ", trace " + trace + "]";
    }
}
