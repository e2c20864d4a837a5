package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code pageInfo} of a connection: whether more follows, and behind which cursor. */
record PageEnd(boolean hasNext, Optional<Cursor> cursor) {

    static PageEnd read(JsonParser parser) {
        boolean[] hasNext = {false};
        String[] end = {""};
        JsonFields.each(parser, "pageInfo", name -> {
            switch (name) {
                case "hasNextPage" -> hasNext[0] = parser.hasToken(JsonToken.VALUE_TRUE);
                case "endCursor" -> end[0] = parser.hasToken(JsonToken.VALUE_NULL) ? "" : JsonFields.text(parser, name);
                default -> parser.skipChildren();
            }
        });
        return new PageEnd(hasNext[0], cursor(end[0]));
    }

    /** An empty text is none. */
    static Optional<Cursor> cursor(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Cursor(text));
        } catch (IllegalArgumentException e) {
            throw JsonFields.shape("a cursor is blank or too long");
        }
    }
}
