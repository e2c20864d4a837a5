package io.traceconnector.app.callers.policy;

import java.io.Serial;

/** A filter that cannot be understood; the message says what is wrong and where. */
final class FilterException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param at the character, from 0 */
    FilterException(String message, int at) {
        super(message + " (at character " + (at + 1) + ")");
    }
}
