package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What can be told of a cursor's order: base64 of a JSON array of two, whose second is a number (trace-protocol section 5.3). */
final class CursorNumber {

    private static final JsonFactory JSON = new JsonFactory();

    private CursorNumber() {}

    /** Empty where the cursor is of another kind; then nothing is known of its order. */
    static OptionalLong of(Cursor cursor) {
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), Base64.getDecoder().decode(cursor.value()))) {
            if (parser.nextToken() != JsonToken.START_ARRAY
                    || !isScalar(parser.nextToken())
                    || parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return OptionalLong.empty();
            }
            long number = parser.getLongValue();
            return parser.nextToken() == JsonToken.END_ARRAY ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isScalar(@Nullable JsonToken token) {
        return token != null && token.isScalarValue();
    }
}
