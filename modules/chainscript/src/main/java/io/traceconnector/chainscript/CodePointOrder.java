package io.traceconnector.chainscript;

/** Orders texts by Unicode code point, where {@link String#compareTo} orders by UTF-16 unit. */
final class CodePointOrder {
    private CodePointOrder() {}

    /** Half a surrogate pair counts as its own value, so before U+E000 and before every pair. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                // A difference inside a pair is one between whole code points that start one unit earlier.
                int start = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
                return Integer.compare(a.codePointAt(start), b.codePointAt(start));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
