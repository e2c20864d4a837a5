package io.traceconnector.app.trace;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The list {@code errors} of an answer; the first tells what happened. */
final class GraphqlErrors {

    private static final int LONGEST_MESSAGE = 200;

    private String message = "without a message";
    private int status;

    private GraphqlErrors() {}

    /** Reads the list; empty where it is. The parser stands on its start. */
    static Optional<TraceException> read(JsonParser parser) {
        GraphqlErrors first = new GraphqlErrors();
        int[] count = {0};
        JsonFields.items(parser, "errors", index -> {
            count[0] = index + 1;
            if (index == 0) {
                JsonFields.each(parser, "an error", name -> first.take(parser, name));
            } else {
                parser.skipChildren();
            }
        });
        return count[0] == 0 ? Optional.empty() : Optional.of(first.exception());
    }

    private void take(JsonParser parser, String name) {
        if (name.equals("message") && parser.hasToken(JsonToken.VALUE_STRING)) {
            message = printable(parser.getString());
        } else if (name.equals("status") && parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            status = parser.getIntValue();
        } else {
            parser.skipChildren();
        }
    }

    private TraceException exception() {
        String text = status == 0 ? "graphql: " + message : "graphql (" + status + "): " + message;
        return new TraceException(HttpStatuses.kind(status), text);
    }

    /** What Trace says in its own words, bounded and fit for a line of a log. */
    static String printable(String text) {
        String cut = text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
