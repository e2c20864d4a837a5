package io.traceconnector.app.callers.oidc;

import java.io.Serial;

/** An issuer, or a decision point, cannot be asked now; the message is for the log. */
public final class IssuerAwayException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    IssuerAwayException(String message) {
        super(message);
    }
}
