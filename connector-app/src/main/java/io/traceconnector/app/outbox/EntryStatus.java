package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import java.time.Instant;
import java.util.List;

/**
 * An entry as it is at one moment.
 *
 * @param id a UUID
 * @param caller who submitted it
 * @param forms hashes of all its sealed forms, oldest first; none but the last can still come to Trace
 */
public record EntryStatus(
        String id,
        String caller,
        OrganisationId organisation,
        WorkflowId workflow,
        TraceId trace,
        Instant acceptedAt,
        List<LinkHash> forms,
        EntryState state) {

    public EntryStatus {
        forms = List.copyOf(forms);
    }
}
