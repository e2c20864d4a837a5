package io.traceconnector.app.outbox;

import java.io.Serial;

/** The journal is not as it was written, and no crash explains it. Nothing of it is used, so that nothing is skipped or written twice. */
final class JournalDamagedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    JournalDamagedException(String message) {
        super(message);
    }

    JournalDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
