package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.Serial;

/** An exchange was given up on our side: says nothing about the host. */
final class GivenUpException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean begun;

    private GivenUpException(String reason, boolean begun) {
        super(reason);
        this.begun = begun;
    }

    /** Before a byte left. */
    static GivenUpException before(String reason) {
        return new GivenUpException(reason, false);
    }

    /** While the request was on its way, or its answer. */
    static GivenUpException during(String reason) {
        return new GivenUpException(reason, true);
    }

    /** Whether something of the request may have left. */
    boolean begun() {
        return begun;
    }
}
