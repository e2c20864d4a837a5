package io.traceconnector.app.stream;

/** What does not add up in what Trace serves. Each of them may be a passing fault, so that reading again heals it. */
enum Doubt {
    /** A link came again in one reading. */
    REPEATED,
    /** A cursor is not behind the one before it. */
    OUT_OF_ORDER,
    /** The link stays closed as a copy, or is not signed as a whole by a known key. */
    UNPROVEN,
    /** A page did not lead on, or its cursor was refused, several times. */
    STUCK,
    /** As many distinct links as Trace says there are were not found. */
    COUNT
}
