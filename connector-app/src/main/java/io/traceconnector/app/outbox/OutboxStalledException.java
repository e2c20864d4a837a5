package io.traceconnector.app.outbox;

import java.io.Serial;

/** The outbox of an organisation cannot be used now. What it holds is still there, and goes on when it is opened again. */
final class OutboxStalledException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    OutboxStalledException(String reason) {
        super(reason);
    }

    OutboxStalledException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
