package io.traceconnector.app.modules;

import java.io.Serial;

/** A module cannot be used, or did not stop as it should. The message says which, and what to do. */
public final class ModuleException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ModuleException(String message) {
        super(message);
    }

    public ModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
