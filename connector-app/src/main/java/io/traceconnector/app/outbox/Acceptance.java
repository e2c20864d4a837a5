package io.traceconnector.app.outbox;

import java.util.List;

/**
 * What became of a submission.
 *
 * @param known whether it had been submitted before, with the same key and body; then nothing new was accepted
 * @param entries one for each request, in their order
 */
public record Acceptance(boolean known, List<EntryStatus> entries) {

    public Acceptance {
        entries = List.copyOf(entries);
    }
}
