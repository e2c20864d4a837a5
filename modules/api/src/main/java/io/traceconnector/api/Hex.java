package io.traceconnector.api;

/** Lower-case hexadecimal digits. */
final class Hex {

    private static final int SHA_256 = 64;

    private Hex() {}

    /** Whether a text is a whole hash; asked for every link, so no regular expression. */
    static boolean isSha256(String text) {
        if (text.length() != SHA_256) {
            return false;
        }
        for (int i = 0; i < SHA_256; i++) {
            char digit = text.charAt(i);
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
