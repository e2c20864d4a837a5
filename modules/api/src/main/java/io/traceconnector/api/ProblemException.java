package io.traceconnector.api;

import java.io.Serial;
import java.util.Map;

/**
 * A request that cannot be served, told to the caller as a problem document (RFC 9457). Everything in it is seen outside: no inner message,
 * no secret, no data of links.
 */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> members;

    /**
     * @param status of HTTP, 400 to 599
     * @param code stable, lower case with underscores
     * @param detail what is wrong, where, and what to do
     * @param members additional members of the document, such as {@code position} or {@code suggestion}
     */
    public ProblemException(int status, String code, String detail, Map<String, Object> members) {
        super(detail);
        this.status = status;
        this.code = code;
        this.members = Map.copyOf(members);
    }

    public ProblemException(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> members() {
        return members;
    }
}
