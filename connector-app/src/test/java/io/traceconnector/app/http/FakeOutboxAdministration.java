package io.traceconnector.app.http;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.EntryStatus;
import io.traceconnector.app.outbox.OutboxAdministration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One entry that is stuck and one that is on its way. */
final class FakeOutboxAdministration implements OutboxAdministration {

    static final String STUCK = "11111111-1111-4111-8111-111111111111";
    static final String SENDING = "22222222-2222-4222-8222-222222222222";

    @Override
    public List<EntryStatus> list() {
        return List.of(
                entry(STUCK, new EntryState.Stuck(409, "recipient_changed", "Approve it.")),
                entry(SENDING, new EntryState.Sending()));
    }

    @Override
    public EntryStatus retry(String id) {
        return entry(id, new EntryState.Waiting(Optional.empty()));
    }

    @Override
    public EntryStatus drop(String id, boolean force) {
        if (id.equals(SENDING) && !force) {
            throw new ProblemException(409, "entry_on_its_way", "It may be on its way.");
        }
        return entry(id, new EntryState.Failed(410, "dropped", "An operator dropped the link.", Optional.empty()));
    }

    private static EntryStatus entry(String id, EntryState state) {
        return new EntryStatus(
                id,
                "billing",
                new OrganisationId("ours"),
                new WorkflowId("211"),
                new TraceId("trace"),
                Instant.EPOCH,
                List.of(new LinkHash("ab".repeat(32))),
                state);
    }
}
