package io.traceconnector.app.journal;

import java.io.Serial;

/** The journal is not as it was written, and no crash explains it. Nothing of it is used, so that nothing is skipped or written twice. */
public final class JournalDamagedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public JournalDamagedException(String message) {
        super(message);
    }

    public JournalDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
