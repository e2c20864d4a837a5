package io.traceconnector.app.audit;

import java.io.IOException;
import java.io.Serial;

/** What is on disk is not what was written there, and no crash leaves it like that. */
final class DamagedLogException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedLogException(String message) {
        super(message);
    }
}
