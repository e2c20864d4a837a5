package io.traceconnector.app.callers.tokens;

import java.io.Serial;

/** More tokens are asked for than may be had; none was made. */
public final class TooManyTokensException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String caller;
    private final int seconds;

    TooManyTokensException(String caller, int seconds) {
        super("more tokens are asked for than can be used; use each until it ends", null, false, false);
        this.caller = caller;
        this.seconds = seconds;
    }

    /** Whom the token would have been for. */
    String caller() {
        return caller;
    }

    /** After which it is worth asking again, at least 1. */
    public int seconds() {
        return seconds;
    }
}
