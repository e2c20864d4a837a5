package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.journal.JournalKind;

/** The journal of an organisation's outbox, as against other journals. */
final class OutboxJournal {

    private OutboxJournal() {}

    static JournalKind of(OrganisationId organisation) {
        return new JournalKind(
                "TCOUTBX1", "outbox 1 " + organisation.value(), "trace-connector local key of the outbox 1");
    }
}
