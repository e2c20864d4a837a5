package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;

/** A key in the token cannot be what the configuration wants of it; the message goes on after the key's name. */
final class UnsuitableKeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnsuitableKeyException(String message) {
        super(message);
    }
}
