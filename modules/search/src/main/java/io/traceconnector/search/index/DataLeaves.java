package io.traceconnector.search.index;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks over the values of a link's data as they stream past. The path of a value is the names of the objects around it with dots
 * between them; arrays add nothing to it.
 */
public final class DataLeaves {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private DataLeaves() {}

    /** Is given each value with its path; the empty path where the data is a bare value. Nulls are passed over. */
    public interface Visitor {
        void text(String path, String value);

        void number(String path, Numeral value);

        void bool(String path, boolean value);
    }

    /** @return whether all of it was read; else the visitor has seen what came before a value that is nested too deep or too long to be read */
    public static boolean walk(byte[] json, Visitor visitor) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            Path path = new Path();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                step(parser, token, path, visitor);
            }
            return true;
        } catch (JacksonException unreadable) {
            return false;
        }
    }

    private static void step(JsonParser parser, JsonToken token, Path path, Visitor visitor) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> path.push();
            case END_OBJECT, END_ARRAY -> path.pop();
            case PROPERTY_NAME -> path.name(parser.currentName());
            case VALUE_STRING -> visitor.text(path.toString(), parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                number(parser, token).ifPresent(number -> visitor.number(path.toString(), number));
            case VALUE_TRUE, VALUE_FALSE -> visitor.bool(path.toString(), token == JsonToken.VALUE_TRUE);
            default -> {
                // null holds nothing to search for
            }
        }
    }

    private static Optional<Numeral> number(JsonParser parser, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = parser.getDoubleValue();
            // Beyond 2^53 a spelling with an exponent may still be a whole number that no double is.
            return Math.abs(value) < 1L << 53
                    ? Optional.of(new Numeral(value, 0))
                    : wholeOrDouble(parser.getString(), value);
        }
        return switch (parser.getNumberType()) {
            case INT, LONG -> Optional.of(Numeral.of(parser.getLongValue()));
            default -> Numeral.of(parser.getBigIntegerValue());
        };
    }

    private static Optional<Numeral> wholeOrDouble(String text, double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        BigDecimal exact = new BigDecimal(text);
        return exact.stripTrailingZeros().scale() <= 0
                ? Numeral.of(exact.toBigInteger())
                : Optional.of(new Numeral(value, 0));
    }

    /** Where the parser stands. */
    private static final class Path {
        private final StringBuilder text = new StringBuilder();
        private int[] starts = new int[16];
        private int depth;

        void push() {
            if (depth == starts.length) {
                starts = java.util.Arrays.copyOf(starts, 2 * depth);
            }
            starts[depth++] = text.length();
        }

        void pop() {
            text.setLength(starts[--depth]);
        }

        void name(String name) {
            text.setLength(starts[depth - 1]);
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(name);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
