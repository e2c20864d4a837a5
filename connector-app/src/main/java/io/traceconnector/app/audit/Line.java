package io.traceconnector.app.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line as it was read, without the end of the line.
 *
 * @param number that it says it has
 * @param text the whole line; not to be changed
 * @param covered how many of its bytes its hash covers
 * @param hash that it says it has
 */
record Line(long number, byte[] text, int covered, String hash) {

    static final byte[] HASH_MEMBER = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final byte[] BEGIN = "{\"n\":".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = HASH_MEMBER.length + 2 * Chain.HASH + 2;
    private static final int LONGEST_NUMBER = 18;

    /** Empty where it has not the form of a line. */
    static Optional<Line> parse(byte[] text) {
        int covered = text.length - TAIL;
        if (covered <= BEGIN.length || !holds(text, 0, BEGIN) || !holds(text, covered, HASH_MEMBER)) {
            return Optional.empty();
        }
        int hashEnd = text.length - 2;
        String hash = new String(text, hashEnd - 2 * Chain.HASH, 2 * Chain.HASH, StandardCharsets.ISO_8859_1);
        long number = number(text, covered);
        if (number < 1 || text[hashEnd] != '"' || text[hashEnd + 1] != '}' || !isHash(hash)) {
            return Optional.empty();
        }
        return Optional.of(new Line(number, text, covered, hash));
    }

    boolean isOf(byte[] computed) {
        return hash.equals(HexFormat.of().formatHex(computed));
    }

    boolean isOfType(RecordType type) {
        String member = type.member();
        int at = BEGIN.length + Long.toString(number).length();
        boolean same = at + member.length() <= covered;
        for (int i = 0; same && i < member.length(); i++) {
            same = text[at + i] == member.charAt(i);
        }
        return same;
    }

    /** When it was written; the beginning of time where it does not say. */
    Instant at() {
        return at(tree());
    }

    static Instant at(JsonNode tree) {
        try {
            return Instant.parse(tree.path("at").asString(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** What the first line of a file says. */
    Optional<Beginning> begins() {
        if (!isOfType(RecordType.FILE)) {
            return Optional.empty();
        }
        JsonNode tree = tree();
        String previous = tree.path("previous").asString("");
        return isHash(previous) ? Optional.of(new Beginning(tree.path("file").asInt(0), previous)) : Optional.empty();
    }

    /** Where a log stood that this line follows, by its own word. */
    Chain before(Beginning beginning) {
        return new Chain(number - 1, HexFormat.of().parseHex(beginning.previous()));
    }

    /** Up to which line a signed head goes, by its own word; empty for any other line. */
    Optional<Long> covers() {
        return isOfType(RecordType.HEAD) ? Optional.of(tree().path("covers").asLong(0)) : Optional.empty();
    }

    /** Missing where the line is not JSON. */
    JsonNode tree() {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    static boolean isHash(String text) {
        boolean hex = text.length() == 2 * Chain.HASH;
        for (int i = 0; hex && i < text.length(); i++) {
            hex = isHex(text.charAt(i));
        }
        return hex;
    }

    /** @param previous hash of the last line of the file before */
    record Beginning(int file, String previous) {}

    private static long number(byte[] text, int covered) {
        long number = 0;
        int at = BEGIN.length;
        while (at < covered && at < BEGIN.length + LONGEST_NUMBER && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + text[at] - '0';
            at++;
        }
        return at < covered && text[at] == ',' && text[BEGIN.length] != '0' ? number : 0;
    }

    private static boolean holds(byte[] text, int at, byte[] wanted) {
        return at + wanted.length <= text.length
                && Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
