package io.traceconnector.app.keys;

import java.io.Serial;

/** A key cannot be used now; says nothing about what it was asked to do. */
public class KeyUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public KeyUnavailableException(String reason) {
        super(reason);
    }
}
