package io.traceconnector.app.keys;

import java.io.Serial;

/** Another key took the place of the one that was asked; ask the ring for it. */
public final class KeyReplacedException extends KeyUnavailableException {

    @Serial
    private static final long serialVersionUID = 1L;

    KeyReplacedException() {
        super("the signing key was replaced; ask for it again");
    }
}
