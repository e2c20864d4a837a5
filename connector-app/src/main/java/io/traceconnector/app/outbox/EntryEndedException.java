package io.traceconnector.app.outbox;

import java.io.Serial;

/** The entry was dropped while it was worked on; nothing more is done for it. */
final class EntryEndedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    EntryEndedException() {
        super("the entry has ended");
    }
}
