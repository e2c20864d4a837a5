package io.traceconnector.chainscript;

import java.io.Serial;

/**
 * Input that is not in the form that Trace defines. The message says what and where and never quotes the input, which may be
 * secret.
 */
public final class FormatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final long offset;

    FormatException(String code, String message) {
        this(code, message, -1);
    }

    FormatException(String code, String message, long offset) {
        super(offset < 0 ? message : message + " at offset " + offset);
        this.code = code;
        this.offset = offset;
    }

    /** A stable word for programs: {@code json-malformed}, {@code link-version}, {@code key-passphrase} and so on. */
    public String code() {
        return code;
    }

    /** Characters into the text where reading stopped, or -1 where that is not known. */
    public long offset() {
        return offset;
    }
}
