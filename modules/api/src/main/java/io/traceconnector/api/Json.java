package io.traceconnector.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON value held as its UTF-8 text and parsed only when asked. Immutable but for the remembered tree; the tree must not be
 * changed by who gets it. Safe for use by several threads. Does not print its content.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final byte[] utf8;
    private volatile @Nullable JsonNode tree;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Takes the bytes as they are; the caller must not change them afterwards. They must be valid JSON. */
    public static Json of(byte[] utf8) {
        return new Json(utf8);
    }

    public static Json of(JsonNode tree) {
        Json json = new Json(MAPPER.writeValueAsBytes(tree));
        json.tree = tree;
        return json;
    }

    /** The text's bytes, not copied: read only. */
    public byte[] utf8() {
        return utf8;
    }

    public JsonNode tree() {
        JsonNode parsed = tree;
        if (parsed == null) {
            parsed = MAPPER.readTree(utf8);
            tree = parsed;
        }
        return parsed;
    }

    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "Json[" + utf8.length + " bytes]";
    }
}
