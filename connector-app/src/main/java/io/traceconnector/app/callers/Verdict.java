package io.traceconnector.app.callers;

/** What an authenticator says of a credential. */
public sealed interface Verdict {

    /**
     * The credential is good, if whoever shows it holds what it is bound to: that is checked for each request, by others.
     *
     * @param binding of the token
     */
    record Accepted(Principal principal, Binding binding) implements Verdict {

        /** For credentials that are bound to nothing. */
        public Accepted(Principal principal) {
            this(principal, new Binding.None());
        }
    }

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
