package io.traceconnector.app.callers;

import java.io.Serial;

/** A proof of possession does not count. Its message is told to the caller: it says what is wrong, and holds nothing of the proof. */
public final class UnprovenException extends RuntimeException {

    /** The proof needs a nonce of ours, or a newer one (RFC 9449 section 8). */
    public static final String NONCE = "use_dpop_nonce";

    private static final String INVALID = "invalid_dpop_proof";
    private static final String FULL = "dpop_proofs_full";

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    private UnprovenException(String code, String detail) {
        // Without a stack: whoever sends bad proofs must not make much work.
        super(detail, null, false, false);
        this.code = code;
    }

    public static UnprovenException invalid(String detail) {
        return new UnprovenException(INVALID, "The DPoP proof does not count: " + detail);
    }

    public static UnprovenException nonce() {
        return new UnprovenException(NONCE, "The DPoP proof must name the nonce of the answer's header DPoP-Nonce.");
    }

    public static UnprovenException full() {
        return new UnprovenException(FULL, "Too many proofs are used at a time; try again later.");
    }

    /** Stable: of RFC 9449 sections 5 and 8, or {@code dpop_proofs_full}. */
    public String code() {
        return code;
    }

    /** Whether another proof would do no better now. */
    public boolean isForLater() {
        return code.equals(FULL);
    }

    public Verdict verdict() {
        String detail = String.valueOf(getMessage());
        return isForLater() ? new Verdict.Away(code, detail) : new Verdict.Rejected(401, code, detail);
    }
}
