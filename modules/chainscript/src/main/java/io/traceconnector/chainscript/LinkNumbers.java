package io.traceconnector.chainscript;

import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The two numbers of a link, bare or quoted. */
final class LinkNumbers {
    /** Narrower than what {@link Double#parseDouble} takes, which knows hexadecimal, suffixes and blanks. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,400}(\\.\\d{1,400})?([eE][-+]?\\d{1,9})?");

    private LinkNumbers() {}

    static double number(JsonParser in, String what) {
        String text = text(in, what);
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(in, what);
        }
        if (!Double.isFinite(number)) {
            throw wrong(in, what);
        }
        return number;
    }

    static int integer(JsonParser in, String what) {
        double number = number(in, what);
        if (number != (int) number) {
            throw wrong(in, what);
        }
        return (int) number;
    }

    private static String text(JsonParser in, String what) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return in.getString();
        }
        if (token != JsonToken.VALUE_STRING || !NUMBER.matcher(in.getString()).matches()) {
            throw wrong(in, what);
        }
        return in.getString();
    }

    private static FormatException wrong(JsonParser in, String what) {
        return new FormatException(
                "link-malformed",
                what + " of a link must be a number in range",
                in.currentTokenLocation().getByteOffset());
    }
}
