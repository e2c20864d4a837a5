package io.traceconnector.app.callers.policy;

import java.util.ArrayList;
import java.util.List;

/** Splits a filter into words, quoted texts, numbers, claims and signs. */
final class FilterTokens {

    private static final int MAX_LENGTH = 4096;
    private static final String SIGNS = "!=<>(),";

    enum Kind {
        WORD,
        QUOTED,
        NUMBER,
        CLAIM,
        SIGN,
        END
    }

    /**
     * @param text without quotes, and of a claim its name alone
     * @param at its first character, from 0
     */
    record Token(Kind kind, String text, int at) {

        boolean is(Kind wanted, String value) {
            return kind == wanted && text.equals(value);
        }
    }

    private final String text;
    private int at;

    private FilterTokens(String text) {
        this.text = text;
    }

    /** Ends with a token of kind END. */
    static List<Token> of(String text) throws FilterException {
        if (text.length() > MAX_LENGTH) {
            throw new FilterException(
                    "is longer than " + MAX_LENGTH + " characters; make several rules of it", MAX_LENGTH);
        }
        FilterTokens scanner = new FilterTokens(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(scanner.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() throws FilterException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            return new Token(Kind.END, "", start);
        }
        char first = text.charAt(at);
        if (first == '"') {
            return new Token(Kind.QUOTED, quoted(), start);
        }
        if (first == '$') {
            return new Token(Kind.CLAIM, claim(), start);
        }
        if (SIGNS.indexOf(first) >= 0) {
            at += text.startsWith("!=", at) || text.startsWith("<=", at) || text.startsWith(">=", at) ? 2 : 1;
            return new Token(Kind.SIGN, text.substring(start, at), start);
        }
        if (!isWord(first) && first != '-') {
            throw new FilterException("does not take " + first + " here; put names and texts into quotes", start);
        }
        boolean number = first == '-' || isDigit(first);
        while (at < text.length() && (isWord(text.charAt(at)) || (number && "+-".indexOf(text.charAt(at)) >= 0))) {
            at++;
        }
        return new Token(number ? Kind.NUMBER : Kind.WORD, text.substring(start, at), start);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private String quoted() throws FilterException {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                if (at == text.length() || "\"\\".indexOf(text.charAt(at)) < 0) {
                    throw new FilterException("a backslash stands before a quote or another backslash only", at - 1);
                }
            }
            content.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw new FilterException("the quote is not closed", start);
        }
        at++;
        return content.toString();
    }

    private String claim() throws FilterException {
        int end = text.indexOf('}', at);
        if (!text.startsWith("${claims.", at) || end < at + 10) {
            throw new FilterException("a claim is written ${claims.name}", at);
        }
        String name = text.substring(at + "${claims.".length(), end);
        at = end + 1;
        return name;
    }
}
