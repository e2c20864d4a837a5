package io.traceconnector.app.trace;

/** What came of sending a link to Trace. Messages are for the log and for operators; they hold nothing of the link's content. */
public sealed interface Sending {

    /** The link is on Trace. */
    record Accepted() implements Sending {}

    /** Refused for good: the link's parent is not the head of its trace, or the trace has a first link already, or the link is there already. */
    record HeadMoved(String message) implements Sending {}

    /** Refused for good: the link names a configuration of its workflow that is not the active one any more. */
    record ConfigDeprecated(String message) implements Sending {}

    /**
     * Refused for good, for another reason.
     *
     * @param status as Trace gives it; 0 where it gives none
     */
    record Refused(int status, String message) implements Sending {}

    /** Whether the link is on Trace, or will be yet, cannot be told. */
    record Unknown(String reason) implements Sending {}

    /** No byte of the link has left; try later. */
    record NotSent(String reason) implements Sending {}
}
