package io.traceconnector.app;

import java.io.Serial;

/** One line of the input cannot be answered; its answer says so. */
final class LineException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    LineException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
