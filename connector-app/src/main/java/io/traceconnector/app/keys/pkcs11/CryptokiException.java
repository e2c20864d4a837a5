package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;
import java.util.Optional;

/** A PKCS#11 function answered with something else than CKR_OK. */
final class CryptokiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Optional<ReturnCode> code;

    CryptokiException(Entry function, long value) {
        this(function, value, ReturnCode.of(value));
    }

    CryptokiException(Entry function, ReturnCode code) {
        this(function, 0, Optional.of(code));
    }

    private CryptokiException(Entry function, long value, Optional<ReturnCode> code) {
        super(function + " gave " + code.map(ReturnCode::name).orElse("0x" + Long.toHexString(value)));
        this.code = code;
    }

    boolean is(ReturnCode other) {
        return code.filter(other::equals).isPresent();
    }

    ReturnCode.Meaning meaning() {
        return code.map(ReturnCode::meaning).orElse(ReturnCode.Meaning.OTHER);
    }
}
