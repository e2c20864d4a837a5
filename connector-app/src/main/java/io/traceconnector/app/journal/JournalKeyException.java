package io.traceconnector.app.journal;

import java.io.Serial;

/** The local key of a journal cannot be used now; the message says why and what to do. Nothing on disk was touched. */
public final class JournalKeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    JournalKeyException(String message) {
        super(message);
    }
}
