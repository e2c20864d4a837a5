package io.traceconnector.chainscript;

import io.traceconnector.chainscript.JmesToken.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Cuts a path into tokens; literals and functions are no tokens of ours. */
final class JmesLexer {
    private final String in;
    private int at;

    private JmesLexer(String in) {
        this.in = in;
    }

    static List<JmesToken> tokens(String path) {
        JmesLexer lexer = new JmesLexer(path);
        List<JmesToken> tokens = new ArrayList<>();
        JmesToken token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    static FormatException invalid(int at) {
        return new FormatException("payload-path", "an invalid payload path", at);
    }

    private JmesToken next() {
        while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
            at++;
        }
        int start = at;
        if (at == in.length()) {
            return new JmesToken(Kind.END, "", start);
        }
        char c = in.charAt(at);
        if (isLetter(c)) {
            return new JmesToken(Kind.NAME, take(), start);
        }
        if (isDigit(c) || c == '-') {
            at++;
            return new JmesToken(Kind.NUMBER, c + takeDigits(), start);
        }
        if (c == '"') {
            return new JmesToken(Kind.QUOTED_NAME, takeQuoted(), start);
        }
        return sign(start);
    }

    private JmesToken sign(int start) {
        Kind longest = Kind.END;
        for (Kind kind : Kind.values()) {
            if (kind.sign().length() > longest.sign().length() && in.startsWith(kind.sign(), at)) {
                longest = kind;
            }
        }
        if (longest == Kind.END) {
            throw invalid(start);
        }
        at += longest.sign().length();
        return new JmesToken(longest, longest.sign(), start);
    }

    private String take() {
        int start = at;
        while (at < in.length() && (isLetter(in.charAt(at)) || isDigit(in.charAt(at)))) {
            at++;
        }
        return in.substring(start, at);
    }

    private String takeDigits() {
        int start = at;
        while (at < in.length() && isDigit(in.charAt(at))) {
            at++;
        }
        return in.substring(start, at);
    }

    private String takeQuoted() {
        int start = at++;
        while (at < in.length() && in.charAt(at) != '"') {
            at += in.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= in.length()) {
            throw invalid(start);
        }
        at++;
        try {
            JsonNode name = Json.tree(in.substring(start, at));
            return name.stringValue();
        } catch (FormatException e) {
            throw invalid(start);
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
