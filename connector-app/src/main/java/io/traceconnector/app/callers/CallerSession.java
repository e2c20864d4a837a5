package io.traceconnector.app.callers;

import io.traceconnector.api.Caller;
import io.traceconnector.app.trace.Credential;

/** An admitted caller. */
public sealed interface CallerSession {

    Caller caller();

    /** Came with a token of the connector's own configuration: has everything, and no token that may go to Trace. */
    record Configured(Caller caller) implements CallerSession {}

    /**
     * Came with a token of Account: has the relays and nothing else.
     *
     * @param credential its own token, the only one that goes to Trace in its name
     */
    record Account(Caller caller, Credential.Callers credential) implements CallerSession {}
}
