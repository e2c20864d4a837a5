package io.traceconnector.app.http;

/** Who may use an operation. */
enum Access {
    /** Anybody, also without a token. */
    PUBLIC,
    /** Every admitted caller. */
    ADMITTED,
    /** Callers with a token of Account, which goes on to where the request is relayed. */
    ACCOUNT,
    /** Callers with a token of the connector's configuration. */
    CONFIGURED
}
