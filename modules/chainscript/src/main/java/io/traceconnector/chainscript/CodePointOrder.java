package io.traceconnector.chainscript;

/** Orders texts by Unicode code point, where {@link String#compareTo} orders by UTF-16 unit. */
final class CodePointOrder {
    private CodePointOrder() {}

    /** Half a surrogate pair counts as its own value, so before U+E000 and before every pair. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                int start = isInsidePair(a, i) || isInsidePair(b, i) ? i - 1 : i;
                return Integer.compare(a.codePointAt(start), b.codePointAt(start));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean isInsidePair(String text, int at) {
        return at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
