package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;

/** The token does not take the PIN, or must not be asked: nobody may try again until the PIN is another one. */
final class PinRefusedException extends AwayException {

    @Serial
    private static final long serialVersionUID = 1L;

    PinRefusedException(String reason) {
        super(reason);
    }
}
