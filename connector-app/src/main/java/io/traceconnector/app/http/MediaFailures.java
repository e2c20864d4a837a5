package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.TraceException;

/** What callers are told when Media does not do what was asked. */
final class MediaFailures {

    private MediaFailures() {}

    static ProblemException problem(TraceException failure) {
        ProblemException problem = switch (failure.kind()) {
            case UNAVAILABLE, THROTTLED ->
                new ProblemException(503, "media_unavailable", "Media cannot be reached; try again later.");
            case UNAUTHORIZED ->
                new ProblemException(
                        502, "media_session_refused", "Media refuses the session; see the connector's log.");
            case MALFORMED ->
                new ProblemException(502, "media_answer_malformed", "Media gave an answer that cannot be used.");
            case REFUSED ->
                new ProblemException(502, "media_refused", "Media refuses the request; see the connector's log.");
        };
        // For the log alone.
        problem.initCause(failure);
        return problem;
    }
}
