package io.traceconnector.app.http;

import java.io.IOException;
import java.io.Serial;

/** The client closed the connection or takes nothing: there is nobody to tell. */
final class ClientGoneException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    ClientGoneException(String message) {
        super(message);
    }

    ClientGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
