package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;

/** A key that was in the token is not seen any more: it was deleted, or the login was lost, or the token is not there. */
final class KeyGoneException extends AwayException {

    @Serial
    private static final long serialVersionUID = 1L;

    KeyGoneException(String reason) {
        super(reason);
    }
}
