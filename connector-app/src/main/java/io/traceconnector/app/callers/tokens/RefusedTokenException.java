package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Verdict;
import java.io.Serial;

/** A token does not count. Its message is told to the caller: it says what is wrong, and holds nothing of the token. */
public final class RefusedTokenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private RefusedTokenException(int status, String code, String detail) {
        // Without a stack: whoever sends bad tokens must not make much work.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 401 {@code invalid_token}. */
    public RefusedTokenException(String detail) {
        this(401, "invalid_token", detail);
    }

    /** 403: the token is good, but not for this. */
    public static RefusedTokenException forbidden(String code, String detail) {
        return new RefusedTokenException(403, code, detail);
    }

    public Verdict.Rejected verdict() {
        return new Verdict.Rejected(status, code, String.valueOf(getMessage()));
    }
}
