package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.trace.TraceException;
import java.util.Map;
import java.util.Optional;

/** Why a link is not on Trace, as callers are told. */
final class Problems {

    /** Characters of what Trace says that are passed on. */
    private static final int MAX_MESSAGE = 500;

    private Problems() {}

    /** Whether trying again later cannot help: the request is at fault. What others must do first, or what is away, is not. */
    static boolean isLasting(ProblemException problem) {
        return problem.status() < 500
                && problem.status() != 409
                && problem.status() != 429
                && !problem.code().equals("workflow_unknown");
    }

    /** Whether it says something about Trace as a whole, and nothing about this trace. */
    static boolean isAway(TraceException failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE, THROTTLED, UNAUTHORIZED -> true;
            case MALFORMED, REFUSED -> false;
        };
    }

    static ProblemException of(TraceException failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE -> traceUnavailable();
            case THROTTLED ->
                new ProblemException(
                        503, "trace_throttled", "Trace asks for a pause; nothing was written. Try again later.");
            case UNAUTHORIZED ->
                new ProblemException(
                        502, "trace_session_refused", "Trace refuses the session; see the connector's log.");
            case MALFORMED ->
                new ProblemException(
                        502,
                        "trace_answer_malformed",
                        "Trace gave an answer that cannot be used; nothing was concluded from it.");
            case REFUSED ->
                new ProblemException(
                        502, "trace_refused", "Trace refuses to tell what is needed; see the connector's log.");
        };
    }

    static ProblemException traceUnavailable() {
        return new ProblemException(
                503, "trace_unavailable", "Trace cannot be reached and nothing was written; try again later.");
    }

    static ProblemException keysUnavailable() {
        return new ProblemException(503, "keys_unavailable", "A key cannot be used now; try again later.");
    }

    static ProblemException traceUnknown(LinkRequest request) {
        return new ProblemException(404, "trace_unknown", "Trace knows no trace " + request.trace() + ".");
    }

    static ProblemException workflowMismatch(LinkRequest request) {
        return new ProblemException(
                422,
                "workflow_mismatch",
                "Trace " + request.trace() + " is not in workflow " + request.workflow() + ".");
    }

    static ProblemException traceExists(LinkRequest request) {
        return new ProblemException(
                409, "trace_exists", "Trace " + request.trace() + " has a first link already; use another trace id.");
    }

    static ProblemException contended(LinkRequest request) {
        return new ProblemException(
                409,
                "trace_contended",
                "Other links were written to trace " + request.trace() + " faster, several times in a row; try again.");
    }

    static ProblemException busy(LinkRequest request) {
        return new ProblemException(
                503,
                "trace_busy",
                "Links of trace " + request.trace()
                        + " that were asked for earlier are not written yet; try again later.");
    }

    static ProblemException configDeprecated() {
        return new ProblemException(
                503,
                "config_deprecated",
                "Trace says that the workflow's configuration has changed, and shows no other one yet; try again later.");
    }

    static ProblemException refused(int status, String message) {
        String bounded = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
        return new ProblemException(
                422,
                "link_refused",
                "Trace refuses the link; traceMessage is what it says.",
                Map.of("traceMessage", bounded, "traceStatus", status));
    }

    static EntryState.Failed dropped() {
        return new EntryState.Failed(410, "dropped", "An operator dropped the link.", Optional.empty());
    }

    static EntryState.Failed earlierFailed() {
        return new EntryState.Failed(
                424,
                "earlier_link_failed",
                "An earlier link of the same request and trace was not written, so this one was not either.",
                Optional.empty());
    }

    static EntryState.Failed failed(ProblemException problem) {
        return new EntryState.Failed(
                problem.status(),
                problem.code(),
                String.valueOf(problem.getMessage()),
                Optional.ofNullable(problem.members().get("traceMessage")).map(Object::toString));
    }

    static ProblemException entryUnknown() {
        return new ProblemException(404, "entry_unknown", "There is no such entry in the outbox.");
    }

    static ProblemException entryEnded(Entry entry) {
        return new ProblemException(
                409,
                "entry_ended",
                "Entry " + entry.slot().id() + " has ended: " + entry.state().name() + ".");
    }

    static ProblemException entryOnItsWay(Entry entry) {
        return new ProblemException(
                409,
                "entry_on_its_way",
                "The link of entry " + entry.slot().id()
                        + " may be on its way to Trace: dropped now, it may be written all the same, and nobody here would know. Use force to drop it even so.");
    }

    static ProblemException internal() {
        return new ProblemException(500, "internal", "The connector failed; see its log.");
    }

    static ProblemException keyInUse() {
        return new ProblemException(
                409,
                "idempotency_key_in_use",
                "A request with this idempotency key is being served now; wait for its answer, or ask again.");
    }

    static ProblemException keyReused() {
        return new ProblemException(
                422,
                "idempotency_key_reused",
                "This idempotency key was used for another request; use a new one for each.");
    }

    static ProblemException stalled(String reason) {
        return new ProblemException(503, "outbox_unavailable", "The outbox cannot be used now: " + reason);
    }

    static ProblemException outcomeUnknown(LinkRequest request, Optional<LinkHash> hash) {
        return new ProblemException(
                504,
                "outcome_unknown",
                "The link was sent, and whether Trace has it cannot be told yet: look for linkHash in the trace before trying again.",
                Map.of(
                        "linkHash",
                        hash.map(LinkHash::hex).orElse(""),
                        "trace",
                        request.trace().value()));
    }
}
