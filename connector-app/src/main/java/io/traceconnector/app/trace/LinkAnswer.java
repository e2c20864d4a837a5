package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trace's answer to {@code createLink}, judged. What is not clearly one thing or the other is unknown: the link may be there. */
final class LinkAnswer {

    private static final JsonMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LinkAnswer() {}

    /**
     * Judges an answer with status 200, or 400 to 499.
     *
     * @param trace id of the trace that the link is in
     */
    static Outcome<Sending> of(int status, byte[] text, String trace) {
        JsonNode answer;
        try {
            answer = TREES.readTree(text);
        } catch (JacksonException e) {
            return unknown("trace answered with status " + status + " and what is not JSON");
        }
        JsonNode created = answer.path("data").path("createLink");
        JsonNode error = answer.path("errors").path(0);
        if (created.isObject()) {
            return error.isMissingNode() && status == 200
                    ? accepted(created, trace)
                    : unknown("trace answered with both a link and an error");
        }
        if (!error.isObject()) {
            return unknown("trace answered with status " + status + ", and with neither a link nor an error");
        }
        return refused(status, error);
    }

    private static Outcome<Sending> accepted(JsonNode created, String trace) {
        return created.path("trace").path("rowId").asString("").equalsIgnoreCase(trace)
                ? new Outcome.Got<>(new Sending.Accepted())
                : unknown("trace answered with another trace than the link's");
    }

    private static Outcome<Sending> refused(int answered, JsonNode error) {
        JsonNode stated = error.path("status");
        int status = stated.isInt() ? stated.intValue() : answered;
        String message = error.path("message").asString("without a message");
        return switch (HttpStatuses.kind(status)) {
            case UNAUTHORIZED -> Outcome.ended(Kind.UNAUTHORIZED, "trace refuses the session");
            case THROTTLED -> new Outcome.Got<>(new Sending.NotSent("trace asks for a pause"));
            case UNAVAILABLE, MALFORMED ->
                unknown("trace reports an error of its own: " + GraphqlErrors.printable(message));
            case REFUSED -> new Outcome.Got<>(LinkRefusal.of(status == 200 ? 0 : status, message));
        };
    }

    private static Outcome<Sending> unknown(String reason) {
        return new Outcome.Got<>(new Sending.Unknown(reason));
    }
}
