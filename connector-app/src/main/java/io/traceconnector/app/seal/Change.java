package io.traceconnector.app.seal;

/** What a new link does to its trace (trace-protocol section 5.5). Groups are named by their label or their row id. */
public sealed interface Change {

    /** A step of the process, with form data: the first link of a trace, or one that follows. */
    record Act(String action) implements Change {}

    /** Offers the trace to another group. */
    record Push(String recipient) implements Change {}

    /** Asks the holder for the trace. */
    record Pull() implements Change {}

    record Accept() implements Change {}

    record Reject() implements Change {}

    record Cancel() implements Change {}

    /** The key of the action that stands in the link. */
    default String action() {
        return switch (this) {
            case Act(String action) -> action;
            case Push _ -> "_PUSH_OWNERSHIP_";
            case Pull _ -> "_PULL_OWNERSHIP_";
            case Accept _ -> "_ACCEPT_TRANSFER_";
            case Reject _ -> "_REJECT_TRANSFER_";
            case Cancel _ -> "_CANCEL_TRANSFER_";
        };
    }
}
