package io.traceconnector.chainscript;

import java.io.Serial;

/**
 * An envelope did not open. There is one of these for every way to fail, and it tells none of them apart: whoever sends ciphertexts must
 * learn nothing from what comes back.
 */
public final class EnvelopeException extends RuntimeException {
    public static final String CODE = "envelope";

    @Serial
    private static final long serialVersionUID = 1;

    EnvelopeException() {
        super("the envelope does not open", null, false, false);
    }

    /** Always {@value #CODE}. */
    public String code() {
        return CODE;
    }
}
