package io.traceconnector.app.decrypt;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON values (RFC 8259) past. They nest at most 512 deep; what nests deeper, or is no JSON, is an {@link AnswerException}. */
final class AnswerScanner {

    private static final int MAX_DEPTH = 512;

    private final AnswerTokens tokens;
    private int depth;

    AnswerScanner(AnswerSource source) {
        this.tokens = new AnswerTokens(source);
    }

    /** The first byte of the next token, not read past. */
    int token() throws IOException {
        return tokens.first();
    }

    /** Reads past a string; its text, null where it is too long to be seen. */
    @Nullable
    String text() throws IOException {
        return tokens.text();
    }

    /** Reads past the opening bracket, and tells whether something follows it; if not, past the closing one as well. */
    boolean begin(char open, char close) throws IOException {
        tokens.expect(open);
        if (++depth > MAX_DEPTH) {
            throw new AnswerException("the answer nests deeper than " + MAX_DEPTH + " levels");
        }
        return token() != close || end();
    }

    /** After an element: reads past the comma or the closing bracket, and tells whether another element follows. */
    boolean next(char close) throws IOException {
        int token = token();
        if (token == ',') {
            tokens.advance();
            return true;
        }
        if (token != close) {
            throw AnswerTokens.malformed();
        }
        return end();
    }

    private boolean end() {
        tokens.advance();
        depth--;
        return false;
    }

    /** Reads past a key and its colon; the member of that key, null where it is not of interest. */
    @Nullable
    AnswerMember key(AnswerShape shape) throws IOException {
        @Nullable AnswerMember member = tokens.see(shape);
        tokens.expect(':');
        return member;
    }

    /** Reads past a value of any kind. */
    void skip() throws IOException {
        switch (token()) {
            case '{' -> {
                for (boolean more = begin('{', '}'); more; more = next('}')) {
                    tokens.string();
                    tokens.expect(':');
                    skip();
                }
            }
            case '[' -> {
                for (boolean more = begin('[', ']'); more; more = next(']')) {
                    skip();
                }
            }
            case '"' -> tokens.string();
            case 't' -> tokens.word("true");
            case 'f' -> tokens.word("false");
            case 'n' -> tokens.word("null");
            default -> tokens.number();
        }
    }
}
