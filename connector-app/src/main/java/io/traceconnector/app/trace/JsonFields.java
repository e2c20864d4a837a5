package io.traceconnector.app.trace;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks through a JSON value as it streams by; another shape than expected is told without its content. */
final class JsonFields {

    private JsonFields() {}

    /** Takes one field; the parser stands on the first token of its value and must be left on the last. */
    interface Field {

        void take(String name);
    }

    /** Takes one item of an array, likewise. */
    interface Item {

        void take(int index);
    }

    /** @param what for the message where the parser does not stand on an object */
    static void each(JsonParser parser, String what, Field field) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw shape(what + " is not an object");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.take(name);
        }
    }

    /** @param what for the message where the parser does not stand on an array */
    static void items(JsonParser parser, String what, Item item) {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw shape(what + " is not a list");
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            item.take(index);
        }
    }

    /** A text, or a number as its text: {@code BigInt} comes either way. */
    static String text(JsonParser parser, String what) {
        if (parser.hasToken(JsonToken.VALUE_STRING) || parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getString();
        }
        throw shape(what + " is not a text");
    }

    static TraceException shape(String message) {
        return new TraceException(TraceException.Kind.MALFORMED, message);
    }
}
