package io.traceconnector.app.http;

/** For whom the connector listens. */
public enum Listening {
    /** For applications and for operators, each with a listener of their own. */
    ALL,
    /** For operators alone: there is no port that applications could reach, and all traffic with others is begun here. */
    MANAGEMENT
}
