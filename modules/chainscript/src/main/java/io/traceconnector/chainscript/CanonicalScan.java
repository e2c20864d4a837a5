package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells in one pass whether bytes are canonical JSON already. Says no where it cannot tell cheaply (an escape within a key, a very long
 * number); the caller then takes the long way.
 */
final class CanonicalScan {
    private final byte[] in;
    private int at;

    private CanonicalScan(byte[] in) {
        this.in = in;
    }

    static boolean isCanonical(byte[] json) {
        CanonicalScan scan = new CanonicalScan(json);
        return scan.value(0) && scan.at == json.length;
    }

    private int peek() {
        return at < in.length ? in[at] : -1;
    }

    private boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private boolean value(int depth) {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> depth < Json.MAX_DEPTH && object(depth + 1);
            case '[' -> depth < Json.MAX_DEPTH && array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!take(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean array(int depth) {
        at++;
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    private boolean object(int depth) {
        at++;
        if (take('}')) {
            return true;
        }
        int lastStart = 0;
        int lastEnd = -1;
        do {
            int start = at + 1;
            if (!take('"') || !key()) {
                return false;
            }
            int end = at - 1;
            // UTF-8 bytes sort as code points do.
            if (lastEnd >= 0 && Arrays.compareUnsigned(in, lastStart, lastEnd, in, start, end) >= 0) {
                return false;
            }
            lastStart = start;
            lastEnd = end;
            if (!take(':') || !value(depth)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    private boolean key() {
        while (at < in.length) {
            byte b = in[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b == '\\' || !character(b)) {
                return false;
            }
        }
        return false;
    }

    private boolean string() {
        at++;
        while (at < in.length) {
            byte b = in[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b == '\\' ? !escape() : !character(b)) {
                return false;
            }
        }
        return false;
    }

    private boolean character(byte b) {
        if (b >= 0x20) {
            at++;
            return true;
        }
        int length = Utf8.length(in, at);
        at += length;
        return length > 0;
    }

    /** The two-character escapes, and those with four digits for controls without a short form; surrogates go the long way. */
    private boolean escape() {
        at++;
        int b = peek();
        if (b == '"' || b == '\\' || b == 'b' || b == 't' || b == 'n' || b == 'f' || b == 'r') {
            at++;
            return true;
        }
        if (!word("u00") || (peek() != '0' && peek() != '1')) {
            return false;
        }
        int high = in[at++] - '0';
        int digit = "0123456789ABCDEF".indexOf(peek());
        at++;
        int control = (high << 4) | digit;
        return digit >= 0
                && control != '\b'
                && control != '\t'
                && control != '\n'
                && control != '\f'
                && control != '\r';
    }

    private boolean number() {
        int start = at;
        return number(take('-')) && at - start <= Json.MAX_NUMBER_LENGTH;
    }

    private boolean number(boolean negative) {
        if (take('0')) {
            return !negative && !isNumberCharacter(peek());
        }
        if (digits() == 0) {
            return false;
        }
        return isNumberCharacter(peek()) ? fraction() : true;
    }

    /** What follows the first digit of a number that is not whole. */
    private boolean fraction() {
        boolean oneDigit = at == 1 || !isDigit(in[at - 2]);
        if (!oneDigit || !take('.')) {
            return false;
        }
        int count = digits();
        int lastDigit = in[at - 1];
        if (count == 0 || (lastDigit == '0' && count > 1) || !take('E')) {
            return false;
        }
        int significant = lastDigit == '0' ? 0 : count;
        boolean negative = take('-');
        int start = at;
        int length = digits();
        if (length == 0 || length > 9 || (in[start] == '0' && (negative || length > 1)) || isNumberCharacter(peek())) {
            return false;
        }
        return negative || Integer.parseInt(new String(in, start, length, StandardCharsets.US_ASCII)) < significant;
    }

    private int digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return at - start;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isNumberCharacter(int b) {
        return isDigit(b) || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }
}
