package io.traceconnector.sandbox.store;

import java.io.IOException;
import java.io.Serial;

/** A file of the store does not hold what was written to it. */
public final class DamagedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
