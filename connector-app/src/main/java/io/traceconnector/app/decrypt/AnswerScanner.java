package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON (RFC 8259) past, checking its grammar; whether strings are valid UTF-8 is not checked. Values nest at most 512 deep; what nests
 * deeper, or is no JSON, is an {@link AnswerException}.
 */
final class AnswerScanner {

    private static final int MAX_DEPTH = 512;

    private final AnswerSource source;
    private int depth;
    private boolean escaped;

    AnswerScanner(AnswerSource source) {
        this.source = source;
    }

    /** The first byte of the next token, not read past. */
    int token() throws IOException {
        int next = source.peek();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            source.advance();
            next = source.peek();
        }
        return within(next);
    }

    /** Reads past this token of one byte. */
    void expect(char token) throws IOException {
        if (token() != token) {
            throw malformed();
        }
        source.advance();
    }

    /** Reads past the opening bracket, and tells whether something follows it; if not, past the closing one as well. */
    boolean begin(char open, char close) throws IOException {
        expect(open);
        if (++depth > MAX_DEPTH) {
            throw new AnswerException("the answer nests deeper than " + MAX_DEPTH + " levels");
        }
        return token() != close || end();
    }

    /** After an element: reads past the comma or the closing bracket, and tells whether another element follows. */
    boolean next(char close) throws IOException {
        int token = token();
        if (token == ',') {
            source.advance();
            return true;
        }
        if (token != close) {
            throw malformed();
        }
        return end();
    }

    private boolean end() {
        source.advance();
        depth--;
        return false;
    }

    /** Reads past a key and its colon; the member of that key, null where it is not of interest. */
    @Nullable
    AnswerMember key(AnswerShape shape) throws IOException {
        int length = see();
        int from = source.tokenFrom();
        @Nullable AnswerMember member = null;
        if (length >= 0) {
            member = escaped ? shape.find(decoded(from, length)) : shape.find(source.buffer(), from, from + length);
        }
        expect(':');
        return member;
    }

    /** Reads past a string; its text, null where it is too long to be seen. */
    @Nullable
    String text() throws IOException {
        int length = see();
        return length < 0 ? null : decoded(source.tokenFrom(), length);
    }

    /** Reads past a value of any kind. */
    void skip() throws IOException {
        switch (token()) {
            case '{' -> {
                for (boolean more = begin('{', '}'); more; more = next('}')) {
                    string();
                    expect(':');
                    skip();
                }
            }
            case '[' -> {
                for (boolean more = begin('[', ']'); more; more = next(']')) {
                    skip();
                }
            }
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    /** Reads past a string, kept in sight: what is between the quotes is the source's token. */
    private int see() throws IOException {
        expect('"');
        source.beginToken();
        toClosingQuote();
        int length = source.endToken();
        source.advance();
        return length;
    }

    private void string() throws IOException {
        expect('"');
        toClosingQuote();
        source.advance();
    }

    private void toClosingQuote() throws IOException {
        escaped = false;
        while (true) {
            source.skipPlain();
            int next = within(source.peek());
            if (next == '"') {
                return;
            }
            if (next < 0x20) {
                throw malformed();
            }
            if (next == '\\') {
                source.advance();
                escape();
            }
        }
    }

    private void escape() throws IOException {
        escaped = true;
        int kind = within(source.peek());
        source.advance();
        if (kind == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(within(source.peek()), 16) < 0) {
                    throw malformed();
                }
                source.advance();
            }
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw malformed();
        }
    }

    private void word(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (within(source.peek()) != word.charAt(i)) {
                throw malformed();
            }
            source.advance();
        }
    }

    private void number() throws IOException {
        if (source.peek() == '-') {
            source.advance();
        }
        if (source.peek() == '0') {
            source.advance();
        } else {
            digits();
        }
        if (source.peek() == '.') {
            source.advance();
            digits();
        }
        if (source.peek() == 'e' || source.peek() == 'E') {
            source.advance();
            if (source.peek() == '+' || source.peek() == '-') {
                source.advance();
            }
            digits();
        }
    }

    private void digits() throws IOException {
        if (!isDigit(within(source.peek()))) {
            throw malformed();
        }
        while (isDigit(source.peek())) {
            source.advance();
        }
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    private String decoded(int from, int length) {
        String text = new String(source.buffer(), from, length, UTF_8);
        if (!escaped) {
            return text;
        }
        try {
            return JsonMapper.shared().readValue('"' + text + '"', String.class);
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    private static int within(int next) {
        if (next < 0) {
            throw new AnswerException("the answer was cut");
        }
        return next;
    }

    static AnswerException malformed() {
        return new AnswerException("the answer is not JSON");
    }
}
