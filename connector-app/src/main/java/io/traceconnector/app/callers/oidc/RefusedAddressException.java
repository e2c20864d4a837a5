package io.traceconnector.app.callers.oidc;

import java.io.IOException;
import java.io.Serial;

/** A name stands for an address that is not public. */
final class RefusedAddressException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
        super("has an address that is not public; set allow-private where that is right");
    }
}
