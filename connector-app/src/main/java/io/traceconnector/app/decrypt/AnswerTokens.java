package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The tokens of JSON (RFC 8259): checks their grammar, but not whether strings are valid UTF-8. */
final class AnswerTokens {

    private final AnswerSource source;
    /** Whether the string that was read last has escapes. */
    private boolean escaped;

    AnswerTokens(AnswerSource source) {
        this.source = source;
    }

    /** The first byte of the next token, not read past. */
    int first() throws IOException {
        int next = source.peek();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            source.advance();
            next = source.peek();
        }
        return within(next);
    }

    /** Reads past a byte that {@link #first()} gave. */
    void advance() {
        source.advance();
    }

    /** Reads past this token of one byte. */
    void expect(char token) throws IOException {
        if (first() != token) {
            throw malformed();
        }
        source.advance();
    }

    /** Reads past a string; its text, null where it is too long to be seen. */
    @Nullable
    String text() throws IOException {
        int length = see();
        return length < 0 ? null : decoded(length);
    }

    /** Reads past a string that is a key; the member of that key, null where it is not of interest. */
    @Nullable
    AnswerMember see(AnswerShape shape) throws IOException {
        int length = see();
        if (length < 0) {
            return null;
        }
        int from = source.tokenFrom();
        return escaped ? shape.find(decoded(length)) : shape.find(source.buffer(), from, from + length);
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

    /** Reads past a string. */
    void string() throws IOException {
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

    /** Reads past this literal. */
    void word(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (within(source.peek()) != word.charAt(i)) {
                throw malformed();
            }
            source.advance();
        }
    }

    /** Reads past a number. */
    void number() throws IOException {
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

    private String decoded(int length) {
        String text = new String(source.buffer(), source.tokenFrom(), length, UTF_8);
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
