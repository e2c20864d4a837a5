package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;

/** What came of one step towards a link that is on Trace. */
sealed interface Step {

    /** It is on Trace. */
    record Done(LinkHash hash) implements Step {}

    /** It is not on Trace, and never will be. */
    record Failed(ProblemException problem) implements Step {}

    /** The next step can be made at once. */
    record Next() implements Step {}

    /** Trace cannot be asked now; nothing can be said against another try later. */
    record Away(ProblemException problem) implements Step {}

    /** What Trace did with the link is not clear; ask again after a pause. */
    record Unclear() implements Step {}

    /** Other links were faster too often; nothing that was sent can come to Trace. */
    record Overtaken(ProblemException problem) implements Step {}

    /** It cannot be sealed as things are. */
    record Stuck(ProblemException problem) implements Step {}
}
