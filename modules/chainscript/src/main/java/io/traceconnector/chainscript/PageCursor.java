package io.traceconnector.chainscript;

import java.math.BigDecimal;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * A place in one of Trace's lists: base64 of {@code [order,number]}. The empty cursor stands before everything. Bound to 1,024
 * characters.
 *
 * @param text as received, to be sent back
 * @param index what cursors of one list are ordered by; -1 for the empty cursor
 */
public record PageCursor(String text, BigDecimal index) implements Comparable<PageCursor> {
    public static final PageCursor START = new PageCursor("", BigDecimal.ONE.negate());

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SCALE = 1024;

    /** @throws FormatException with code {@code cursor} for cursors of other orders too, which have no number */
    public static PageCursor parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        if (text.length() > MAX_LENGTH) {
            throw malformed();
        }
        return new PageCursor(text, index(text));
    }

    private static BigDecimal index(String text) {
        JsonNode json;
        try {
            json = Json.tree(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException | FormatException e) {
            throw malformed();
        }
        if (!json.isArray() || json.size() != 2 || !json.path(1).isNumber()) {
            throw malformed();
        }
        BigDecimal index = json.path(1).decimalValue();
        // Comparing numbers with exponents far apart can take all memory.
        if (Math.abs((long) index.scale()) > MAX_SCALE) {
            throw malformed();
        }
        return index;
    }

    private boolean isStart() {
        return text.isEmpty();
    }

    /** The empty cursor first, then by number. */
    @Override
    public int compareTo(PageCursor other) {
        if (isStart() || other.isStart()) {
            return Boolean.compare(other.isStart(), isStart());
        }
        return index.compareTo(other.index);
    }

    private static FormatException malformed() {
        return new FormatException("cursor", "a cursor that is not base64 of [order,number]");
    }
}
