package io.traceconnector.chainscript;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks over the members of one message of a link, and keeps which of them were zero. */
final class MessageFields {
    private final JsonParser in;
    private final String message;
    private Set<String> zeros = Set.of();
    private String name = "";

    /** Starts with the object that the parser stands on. */
    MessageFields(JsonParser in, String message) {
        this.in = in;
        this.message = message;
        require(in, in.currentToken() == JsonToken.START_OBJECT, message, "an object");
    }

    /** Moves to the next member's value, passing over those that are {@code null}. */
    boolean next() {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            name = in.currentName();
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                return true;
            }
        }
        return false;
    }

    /** As it was received, in either spelling. */
    String name() {
        return name;
    }

    ExplicitZeros zeros() {
        return ExplicitZeros.of(zeros);
    }

    String text() {
        return text(name);
    }

    String text(String jsonName) {
        String text = text(in, message + "." + jsonName);
        zeroSeen(text.isEmpty(), jsonName);
        return text;
    }

    Bytes bytes() {
        return bytes(name);
    }

    Bytes bytes(String jsonName) {
        require(in, in.currentToken() == JsonToken.VALUE_STRING, message + "." + jsonName, "base64");
        Bytes bytes = Bytes.ofBase64(in.getString());
        zeroSeen(bytes.isEmpty(), jsonName);
        return bytes;
    }

    double number() {
        double number = LinkNumbers.number(in, message + "." + name);
        zeroSeen(Double.doubleToRawLongBits(number) == 0, name);
        return number;
    }

    int integer(String jsonName) {
        int integer = LinkNumbers.integer(in, message + "." + jsonName);
        zeroSeen(integer == 0, jsonName);
        return integer;
    }

    /** Keeps whether this member was zero or, for a message, empty. */
    void zeroSeen(boolean zero, String jsonName) {
        if (zero == zeros.contains(jsonName)) {
            return;
        }
        Set<String> changed = new HashSet<>(zeros);
        if (zero) {
            changed.add(jsonName);
        } else {
            changed.remove(jsonName);
        }
        zeros = changed;
    }

    static String text(JsonParser in, String what) {
        require(in, in.currentToken() == JsonToken.VALUE_STRING, what, "a text");
        String text = in.getString();
        // Protobuf has no form for half a surrogate pair, so such a link has no hash.
        require(in, isWellFormed(text), what, "well-formed Unicode");
        return text;
    }

    static void require(JsonParser in, boolean holds, String what, String expected) {
        if (!holds) {
            throw new FormatException(
                    "link-malformed",
                    what + " of a link must be " + expected,
                    in.currentTokenLocation().getByteOffset());
        }
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)
                    && (Character.isLowSurrogate(c)
                            || ++i == text.length()
                            || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }
}
