package io.traceconnector.app.callers.proxy;

/** What becomes of a request in which a proxy names somebody and a header {@code Authorization} stands too. */
public enum WithAuthorization {
    /** 400 {@code ambiguous_credentials}. */
    REJECT,
    /** The header counts, and what the proxy says does not. */
    IGNORE_IDENTITY
}
