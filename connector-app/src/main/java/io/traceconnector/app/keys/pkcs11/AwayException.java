package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;

/** The token cannot be used now; the message says why, for an operator. Says nothing about what was to be done. */
class AwayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AwayException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
