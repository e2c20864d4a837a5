package io.traceconnector.app.keys;

import java.io.Serial;

/** A custodian does not give a key; the message says why and what to do, without secrets. */
public final class CustodyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final KeyProblem.Code code;

    public CustodyException(KeyProblem.Code code, String message) {
        super(message);
        this.code = code;
    }

    public KeyProblem.Code code() {
        return code;
    }
}
