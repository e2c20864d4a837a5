package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.LinkHash;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one edge, {@code {cursor, node: {linkHash, raw, data}}}; one is used once. */
final class EdgeReader {

    private final JsonParser parser;
    private final byte[] text;
    private final int index;
    private Optional<Cursor> cursor = Optional.empty();
    private Optional<String> hash = Optional.empty();
    private Optional<byte[]> raw = Optional.empty();
    private Optional<byte[]> form = Optional.empty();

    EdgeReader(JsonParser parser, byte[] text, int index) {
        this.parser = parser;
        this.text = text;
        this.index = index;
    }

    ReceivedLink read(boolean withCursor) {
        JsonFields.each(parser, "an edge", name -> {
            switch (name) {
                case "cursor" ->
                    cursor = parser.hasToken(JsonToken.VALUE_NULL)
                            ? Optional.empty()
                            : PageEnd.cursor(JsonFields.text(parser, name));
                case "node" -> JsonFields.each(parser, name, this::node);
                default -> parser.skipChildren();
            }
        });
        if (withCursor && cursor.isEmpty()) {
            throw wrong("has no cursor");
        }
        LinkHash stated = stated();
        byte[] link = raw.orElseThrow(() -> wrong("has no raw link"));
        return new ReceivedLink(withCursor ? cursor : Optional.empty(), stated, link, form);
    }

    private void node(String name) {
        switch (name) {
            case "linkHash" ->
                hash = parser.hasToken(JsonToken.VALUE_STRING) ? Optional.of(parser.getString()) : Optional.empty();
            case "raw" -> raw = slice();
            case "data" -> form = slice();
            default -> parser.skipChildren();
        }
    }

    private LinkHash stated() {
        try {
            return new LinkHash(hash.orElse(""));
        } catch (IllegalArgumentException e) {
            throw wrong(hash.isEmpty() ? "has no linkHash" : "has a linkHash that is not 64 lower-case hex digits");
        }
    }

    private TraceException wrong(String how) {
        String where = cursor.map(at -> "cursor " + at).orElse("position " + index);
        return JsonFields.shape("the link at " + where + " " + how);
    }

    /** The value at hand as it stands in the text; empty for {@code null}. */
    private Optional<byte[]> slice() {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return Optional.empty();
        }
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        // A text is read only when it is asked for.
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        if (start < 0 || end > text.length) {
            throw JsonFields.shape("the answer is not in UTF-8");
        }
        return Optional.of(Arrays.copyOfRange(text, (int) start, (int) end));
    }
}
