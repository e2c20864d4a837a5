package io.traceconnector.app.callers.pdp;

/** What a decision point says. */
public enum Opinion {
    /** A clear yes. */
    ALLOWED,
    /** A clear no. */
    DENIED,
    /** Nothing that can be used, or not in time; never taken for a yes. */
    AWAY
}
