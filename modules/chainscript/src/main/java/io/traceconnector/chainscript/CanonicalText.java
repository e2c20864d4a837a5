package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites JSON text canonically while reading it. A parser of our own, because the usual ones turn numbers into values and refuse half
 * a surrogate pair in a name, which canonical JSON keeps.
 */
final class CanonicalText {
    private final String in;
    private final CanonicalSink out = new CanonicalSink();
    private final CanonicalNumber numbers = new CanonicalNumber(out);
    private int at;

    private CanonicalText(String in) {
        this.in = in;
    }

    static byte[] canonicalize(String json) {
        CanonicalText text = new CanonicalText(json);
        text.value(0);
        if (text.peek() >= 0) {
            throw text.malformed();
        }
        return text.out.toByteArray();
    }

    private void value(int depth) {
        switch (peek()) {
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case '"' -> out.string(string());
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private int deeper(int depth) {
        if (depth == Json.MAX_DEPTH) {
            throw new FormatException("json-depth", "JSON nested deeper than " + Json.MAX_DEPTH, at);
        }
        return depth + 1;
    }

    private void array(int depth) {
        at++;
        out.ascii('[');
        if (peek() != ']') {
            value(depth);
            while (peek() == ',') {
                at++;
                out.ascii(',');
                value(depth);
            }
        }
        take(']');
        out.ascii(']');
    }

    private void object(int depth) {
        at++;
        out.ascii('{');
        int start = out.size();
        List<Member> members = new ArrayList<>();
        if (peek() != '}') {
            members.add(member(depth));
            while (peek() == ',') {
                at++;
                out.ascii(',');
                members.add(member(depth));
            }
        }
        take('}');
        if (!isSorted(members)) {
            out.rearrange(start, lastOfEach(members));
        }
        out.ascii('}');
    }

    private Member member(int depth) {
        if (peek() != '"') {
            throw malformed();
        }
        int start = out.size();
        String name = string();
        out.string(name);
        peek();
        take(':');
        out.ascii(':');
        value(depth);
        return new Member(name, start, out.size());
    }

    private static boolean isSorted(List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            if (CodePointOrder.compare(members.get(i - 1).name, members.get(i).name) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Member> lastOfEach(List<Member> members) {
        List<Member> sorted = new ArrayList<>(members);
        sorted.sort((a, b) -> CodePointOrder.compare(a.name, b.name));
        List<Member> last = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            // Sorting is stable: the last of equal names in the text is the last here.
            if (i + 1 == sorted.size() || !sorted.get(i).name.equals(sorted.get(i + 1).name)) {
                last.add(sorted.get(i));
            }
        }
        return last;
    }

    private void word(String word) {
        if (!in.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        out.ascii(word);
    }

    private String string() {
        int start = ++at;
        while (at < in.length() && in.charAt(at) != '"' && in.charAt(at) != '\\' && in.charAt(at) >= ' ') {
            at++;
        }
        if (at < in.length() && in.charAt(at) == '"') {
            return in.substring(start, at++);
        }
        StringBuilder decoded = new StringBuilder().append(in, start, at);
        while (at < in.length() && in.charAt(at) != '"') {
            char c = in.charAt(at);
            if (c < ' ') {
                throw malformed();
            }
            at++;
            decoded.append(c == '\\' ? escape() : c);
        }
        take('"');
        return decoded.toString();
    }

    private char escape() {
        int kind = at < in.length() ? "\"\\/bfnrtu".indexOf(in.charAt(at)) : -1;
        if (kind < 0) {
            throw malformed();
        }
        at++;
        return kind < 8 ? "\"\\/\b\f\n\r\t".charAt(kind) : unicode();
    }

    private char unicode() {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < in.length() && in.charAt(at) < 0x80 ? Character.digit(in.charAt(at), 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }

    private void number() {
        int start = at;
        skip('-', '-');
        if (!skip('0', '0')) {
            digits();
            if (isEndOfNumber() && at - start <= Json.MAX_NUMBER_LENGTH) {
                // A whole number without an exponent, the most frequent kind, is canonical as it stands.
                out.ascii(in, start, at);
                return;
            }
        }
        if (skip('.', '.')) {
            digits();
        }
        if (skip('e', 'E')) {
            skip('+', '-');
            digits();
        }
        numbers.append(in.substring(start, at));
    }

    private boolean isEndOfNumber() {
        return at == in.length() || ".eE".indexOf(in.charAt(at)) < 0;
    }

    private void digits() {
        int start = at;
        while (at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
    }

    private boolean skip(char one, char other) {
        if (at < in.length() && (in.charAt(at) == one || in.charAt(at) == other)) {
            at++;
            return true;
        }
        return false;
    }

    /** The next character behind blanks, -1 at the end. */
    private int peek() {
        while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
            at++;
        }
        return at < in.length() ? in.charAt(at) : -1;
    }

    private void take(char c) {
        if (!skip(c, c)) {
            throw malformed();
        }
    }

    private FormatException malformed() {
        return new FormatException("json-malformed", "malformed JSON", at);
    }

    /** A member and where it stands in the output. */
    record Member(String name, int start, int end) {}
}
