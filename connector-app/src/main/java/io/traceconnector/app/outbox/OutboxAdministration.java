package io.traceconnector.app.outbox;

import io.traceconnector.api.ProblemException;
import java.util.List;

/** What operators may ask of the outbox while the connector runs. Empty of content: ids, hashes, states. */
public interface OutboxAdministration {

    /** Entries that have not ended, oldest first. */
    List<EntryStatus> list();

    /**
     * Tries an entry now that waits or is stuck.
     *
     * @throws ProblemException 404 {@code entry_unknown}, 409 {@code entry_ended}
     */
    EntryStatus retry(String entry);

    /**
     * Ends an entry, whose link then is never sent again.
     *
     * @param force also where a sealed form of it may be on its way, and so come to Trace all the same
     * @throws ProblemException 404 {@code entry_unknown}, 409 {@code entry_ended}, 409 {@code entry_on_its_way} (without force)
     */
    EntryStatus drop(String entry, boolean force);
}
