package io.traceconnector.chainscript;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The JSON text that holds a blob as base64. */
final class EncryptedText {
    private EncryptedText() {}

    static Bytes of(byte[] blob) {
        byte[] base64 = Base64.getEncoder().encode(blob);
        byte[] quoted = new byte[base64.length + 2];
        quoted[0] = '"';
        System.arraycopy(base64, 0, quoted, 1, base64.length);
        quoted[quoted.length - 1] = '"';
        return Bytes.takeOwnershipOf(quoted);
    }

    /** The blob in data that is one JSON string of base64; empty for all other data. */
    static Optional<Bytes> blob(Bytes data) {
        byte[] text = data.array();
        if (firstOtherThanBlank(text) != '"') {
            return Optional.empty();
        }
        try {
            if (text[0] == '"' && text[text.length - 1] == '"' && text.length > 1) {
                byte[] inner = Arrays.copyOfRange(text, 1, text.length - 1);
                return Optional.of(Bytes.takeOwnershipOf(Base64.getDecoder().decode(inner)));
            }
        } catch (IllegalArgumentException e) {
            return spelledOtherwise(text);
        }
        return spelledOtherwise(text);
    }

    /** With blanks around it, or escapes like {@code \/}. */
    private static Optional<Bytes> spelledOtherwise(byte[] text) {
        try {
            JsonNode json = Json.tree(text);
            return json.isString() ? Optional.of(Bytes.ofBase64(json.stringValue())) : Optional.empty();
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    private static int firstOtherThanBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return -1;
    }
}
