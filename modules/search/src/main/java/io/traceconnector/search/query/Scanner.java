package io.traceconnector.search.query;

import io.traceconnector.api.ProblemException;

/** Reads a query text by characters, and knows where it stands. */
final class Scanner {

    private static final String ENDS_TOKEN = "()[]{}\"^~";

    private final String text;
    private final String in;
    private int position;

    Scanner(String text, String in) {
        this.text = text;
        this.in = in;
    }

    /**
     * A run of characters without blanks.
     *
     * @param literal as it is meant
     * @param pattern the same in the syntax of {@link Expression.Pattern}
     */
    record Token(String literal, String pattern, boolean wild, boolean escaped, Spot spot) {}

    Spot spot() {
        return new Spot(in, position);
    }

    String text() {
        return text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The character at hand; NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    boolean take(char expected) {
        if (!atEnd() && peek() == expected) {
            position++;
            return true;
        }
        return false;
    }

    boolean at(String expected) {
        return text.startsWith(expected, position);
    }

    boolean take(String expected) {
        if (at(expected)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    boolean blankFollows(int ahead) {
        return position + ahead >= text.length() || Character.isWhitespace(text.charAt(position + ahead));
    }

    /** Whether an upper-case operator stands here as a word of its own. */
    boolean atWord(String word) {
        int end = position + word.length();
        return text.startsWith(word, position)
                && (end >= text.length()
                        || Character.isWhitespace(text.charAt(end))
                        || "()".indexOf(text.charAt(end)) >= 0);
    }

    boolean takeWord(String word) {
        return atWord(word) && take(word);
    }

    /** Reads up to a blank or a character that ends a token; and to a colon, unless the token is a value. */
    Token token(boolean value) {
        Spot start = spot();
        StringBuilder literal = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        boolean wild = false;
        boolean escaped = false;
        while (!atEnd()
                && !Character.isWhitespace(peek())
                && ENDS_TOKEN.indexOf(peek()) < 0
                && (value || peek() != ':')) {
            char c = text.charAt(position++);
            if (c == '\\') {
                c = escapedCharacter();
                escaped = true;
                if (c == '*' || c == '?' || c == '\\') {
                    pattern.append('\\');
                }
            } else {
                wild |= c == '*' || c == '?';
            }
            literal.append(c);
            pattern.append(c);
        }
        return new Token(literal.toString(), pattern.toString(), wild, escaped, start);
    }

    private char escapedCharacter() {
        if (atEnd()) {
            throw BadQuery.at(new Spot(in, position - 1), "a backslash must stand before a character", text + "\\");
        }
        return text.charAt(position++);
    }

    /** Reads a text in quotes, whose opening quote stands here. */
    String quoted() {
        Spot start = spot();
        position++;
        StringBuilder inner = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return inner.toString();
            }
            inner.append(c == '\\' ? escapedCharacter() : c);
        }
        throw BadQuery.at(start, "a quote is not closed", text + "\"");
    }

    /** Reads digits and points; empty where there are none. */
    String digits() {
        int start = position;
        while (!atEnd() && ((peek() >= '0' && peek() <= '9') || peek() == '.')) {
            position++;
        }
        return text.substring(start, position);
    }

    /** What is wrong with the character at hand, which fits nowhere. */
    ProblemException unexpected() {
        Spot here = spot();
        String without = (text.substring(0, position) + text.substring(Math.min(text.length(), position + 1))).strip();
        return atEnd()
                ? BadQuery.at(here, "the query ends where something must follow", "take out the operator at the end")
                : BadQuery.at(
                        here,
                        "'" + peek() + "' does not fit here; quote it or put a backslash before it to search for it",
                        without.isEmpty() ? "*:*" : without);
    }
}
