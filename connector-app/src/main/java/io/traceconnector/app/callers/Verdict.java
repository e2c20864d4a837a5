package io.traceconnector.app.callers;

/** What an authenticator says of a credential. */
public sealed interface Verdict {

    record Accepted(Principal principal) implements Verdict {}

    /**
     * The credential does not count.
     *
     * @param status of HTTP: 400, 401 or 403
     * @param code stable, lower case with underscores
     * @param detail for the caller; holds nothing of the credential
     */
    record Rejected(int status, String code, String detail) implements Verdict {}

    /** It cannot be said now, because somebody who has to be asked is away: answered with 503, never treated as accepted. */
    record Away(String code, String detail) implements Verdict {}
}
