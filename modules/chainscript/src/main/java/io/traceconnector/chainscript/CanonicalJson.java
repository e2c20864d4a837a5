package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * The one text that every JSON value has: members sorted by code point, numbers in one spelling with all their digits, the fewest
 * escapes. This is gibson042's "canonicaljson" 1.0, not RFC 8785.
 *
 * <p>Of two equal keys the last counts. Nesting is bound to 500, a number to 100,000 digits, and the zeros that exponents
 * write out to 1 MiB a text; beyond, and for malformed input, {@link FormatException} with code {@code json-malformed},
 * {@code json-number} or {@code json-depth}.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The same array, not copied, if the text is canonical already; that is found in one pass without allocation. */
    public static byte[] canonicalize(byte[] json) {
        return CanonicalScan.isCanonical(json) ? json : CanonicalText.canonicalize(Json.utf8(json));
    }

    public static String canonicalize(String json) {
        return new String(CanonicalText.canonicalize(json), StandardCharsets.UTF_8);
    }

    /** Numbers of type double get their shortest round-trip digits, all others every digit that they have. */
    public static byte[] write(JsonNode value) {
        CanonicalSink sink = new CanonicalSink();
        new CanonicalWriter(sink).value(value);
        return sink.toByteArray();
    }

    /** Whether the bytes are canonical JSON as they stand; false for a rare canonical text with escapes in a key. */
    public static boolean isCanonical(byte[] json) {
        return CanonicalScan.isCanonical(json);
    }
}
