package io.traceconnector.app.trace;

import java.io.Serial;

/** Trace, Account or Media did not give what was asked. The message is for the log; the kind decides what callers are told. */
public final class TraceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What happened. */
    public enum Kind {
        /** Not reachable, timed out, 5xx, or the circuit is open: try later. */
        UNAVAILABLE,
        /** Trace asks for a pause. */
        THROTTLED,
        /** The session or the caller's token is refused. */
        UNAUTHORIZED,
        /** The answer is not what the protocol says: not JSON, too large, wrong shape. */
        MALFORMED,
        /** Trace refuses the request with errors of its own. */
        REFUSED
    }

    private final Kind kind;
    private final String answer;

    public TraceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.answer = "";
    }

    /** @param answer the text that came with a refusal, for whom it refuses */
    TraceException(Kind kind, String message, String answer) {
        super(message);
        this.kind = kind;
        this.answer = answer;
    }

    public TraceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.answer = "";
    }

    public Kind kind() {
        return kind;
    }

    /** What the refusing host said, at most 500 printable characters; empty where nothing came. */
    String answer() {
        return answer;
    }
}
