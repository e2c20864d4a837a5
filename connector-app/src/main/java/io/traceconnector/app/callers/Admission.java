package io.traceconnector.app.callers;

/** What came of a request's credentials. */
public sealed interface Admission {

    /** The caller is known and has at least one organisation. */
    record Admitted(CallerSession session) implements Admission {}

    /**
     * The credentials do not count.
     *
     * @param status of HTTP: 400, 401 or 403
     * @param code stable, lower case with underscores
     * @param detail for the caller; holds nothing of the credentials
     */
    record Refused(int status, String code, String detail) implements Admission {}

    /** It cannot be said now, because Account cannot be asked; never treated as admitted. */
    record Unavailable() implements Admission {}
}
