package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealedLink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a frame of the journal says. */
sealed interface Event {

    /** A request, before it is accepted. */
    record Requested(UUID entry, LinkRequest request) implements Event {}

    /** All requests of a submission are there: from here on they are accepted. Requests of entries that have ended may be missing. */
    record Accepted(Batch batch, List<Slot> slots) implements Event {}

    /** A form that may be sent from now on, and no earlier one any more. */
    record Formed(UUID entry, SealedLink link) implements Event {}

    /** A form before the last. */
    record FormedBefore(UUID entry, Form form) implements Event {}

    record Ended(UUID entry, Instant at, EntryState state) implements Event {}

    /** Nothing. */
    record Mark() implements Event {}

    /** An entry of a submission. */
    record Slot(UUID id, WorkflowId workflow, TraceId trace) {}

    /** @param parent empty for a first link */
    record Form(LinkHash hash, Optional<LinkHash> parent) {}
}
