package io.traceconnector.chainscript;

/** Strict UTF-8: neither overlong forms nor surrogates. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the well-formed sequence beyond ASCII takes that starts here; 0 where there is none. */
    static int length(byte[] in, int at) {
        int first = in[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > in.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((in[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = in[at + 1] & 0xFF;
        boolean allowed = switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
        return allowed ? length : 0;
    }
}
