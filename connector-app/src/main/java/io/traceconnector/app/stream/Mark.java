package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Position;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link Position} says.
 *
 * @param at where to read on
 * @param keys the fingerprint of the keys that the feed was read with
 * @param closed a place before the first link that stayed closed
 * @param doubt from where the feed must be read again; where it is there, nothing after it counts as read
 */
record Mark(Spot at, String keys, Optional<Spot> closed, Optional<Spot> doubt) {

    static final Mark START = new Mark(Spot.START, "", Optional.empty(), Optional.empty());

    /** Longer fingerprints are cut: three cursors of 1,024 characters fit beside it into a position. */
    private static final int LONGEST_KEYS = 256;

    private static final String FORM = "1;";
    private static final Logger LOG = LoggerFactory.getLogger(Mark.class);

    Mark {
        keys = keys.substring(0, Math.min(keys.length(), LONGEST_KEYS));
    }

    /** Whether it was made with these keys. */
    boolean madeWith(String fingerprint) {
        return keys.equals(new Mark(at, fingerprint, closed, doubt).keys);
    }

    Position encode() {
        StringBuilder text = new StringBuilder(FORM);
        field(text, keys);
        spot(text, Optional.of(at));
        spot(text, closed);
        spot(text, doubt);
        return new Position(text.toString());
    }

    /** What is not ours to read counts as the start: whatever was delivered comes again, and consumers bear that. */
    static Mark decode(Position position) {
        if (position.equals(Position.START)) {
            return START;
        }
        try {
            return new Fields(position.value()).mark();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.atWarn()
                    .addKeyValue("length", position.value().length())
                    .log("a stored position cannot be read; its feed is read from the start");
            return START;
        }
    }

    private static void spot(StringBuilder text, Optional<Spot> spot) {
        field(text, spot.map(there -> Long.toString(there.passed())).orElse(""));
        field(text, spot.flatMap(Spot::after).map(Cursor::value).orElse(""));
    }

    private static void field(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }

    /** Fields, each with its length before it: a cursor may hold any character. */
    private static final class Fields {

        private final String text;
        private int from = FORM.length();

        Fields(String text) {
            if (!text.startsWith(FORM)) {
                throw new IllegalArgumentException("another form");
            }
            this.text = text;
        }

        Mark mark() {
            String keys = field();
            Optional<Spot> at = spot();
            Mark mark = new Mark(at.orElseThrow(IllegalArgumentException::new), keys, spot(), spot());
            if (from != text.length()) {
                throw new IllegalArgumentException("more than was expected");
            }
            return mark;
        }

        private Optional<Spot> spot() {
            String passed = field();
            String cursor = field();
            if (passed.isEmpty()) {
                return Optional.empty();
            }
            Optional<Cursor> after = cursor.isEmpty() ? Optional.empty() : Optional.of(new Cursor(cursor));
            return Optional.of(new Spot(after, Long.parseLong(passed)));
        }

        private String field() {
            int colon = text.indexOf(':', from);
            int end = colon + 1 + Integer.parseInt(text.substring(from, colon));
            from = end;
            return text.substring(colon + 1, end);
        }
    }
}
