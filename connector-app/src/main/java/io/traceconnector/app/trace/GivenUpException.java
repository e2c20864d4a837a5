package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.Serial;

/** An exchange was given up on our side: says nothing about the host. */
final class GivenUpException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    GivenUpException(String reason) {
        super(reason);
    }
}
