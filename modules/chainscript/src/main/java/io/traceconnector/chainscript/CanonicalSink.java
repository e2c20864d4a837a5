package io.traceconnector.chainscript;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Collects canonical JSON as UTF-8. */
final class CanonicalSink {
    private static final char[] UPPER_HEX = "0123456789ABCDEF".toCharArray();

    private byte[] buffer;
    private int size;

    CanonicalSink() {
        this(512);
    }

    /** @param expected bytes; more may come */
    CanonicalSink(int expected) {
        buffer = new byte[expected];
    }

    /** Text that is canonical already. */
    void canonical(byte[] text) {
        canonical(text, 0, text.length);
    }

    void canonical(byte[] text, int from, int length) {
        ensure(length);
        System.arraycopy(text, from, buffer, size, length);
        size += length;
    }

    /** Base64 with its quotes. */
    void base64(Bytes bytes) {
        ascii('"');
        canonical(Base64.getEncoder().encode(bytes.array()));
        ascii('"');
    }

    void ascii(char c) {
        ensure(1);
        buffer[size++] = (byte) c;
    }

    void ascii(String text) {
        ascii(text, 0, text.length());
    }

    @SuppressWarnings("deprecation") // The quick way to copy text that is known to be ASCII.
    void ascii(String text, int from, int to) {
        ensure(to - from);
        text.getBytes(from, to, buffer, size);
        size += to - from;
    }

    /** The end of what stands in a string as it is; nearly all of nearly every text. */
    private static int plainUntil(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            i++;
        }
        return i;
    }

    void zeros(int count) {
        ensure(count);
        Arrays.fill(buffer, size, size + count, (byte) '0');
        size += count;
    }

    /** A name or text with its quotes. Half a surrogate pair is escaped. */
    void string(String text) {
        ensure(text.length() + 2);
        ascii('"');
        for (int i = 0; i < text.length(); i++) {
            int plain = plainUntil(text, i);
            if (plain > i) {
                ascii(text, i, plain);
                if (plain == text.length()) {
                    break;
                }
                i = plain;
            }
            char c = text.charAt(i);
            if (c < 0x80) {
                asciiInString(c);
            } else if (!Character.isSurrogate(c)) {
                utf8(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                unicodeEscape(c);
            }
        }
        ascii('"');
    }

    int size() {
        return size;
    }

    /** Replaces everything from there on by these parts of it, with commas between. */
    void rearrange(int from, List<CanonicalText.Member> parts) {
        byte[] copy = Arrays.copyOfRange(buffer, from, size);
        size = from;
        for (CanonicalText.Member part : parts) {
            if (size > from) {
                ascii(',');
            }
            System.arraycopy(copy, part.start() - from, buffer, size, part.end() - part.start());
            size += part.end() - part.start();
        }
    }

    void digest(MessageDigest digest, int from, int to) {
        digest.update(buffer, from, to - from);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    private void asciiInString(char c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\b' -> ascii("\\b");
            case '\t' -> ascii("\\t");
            case '\n' -> ascii("\\n");
            case '\f' -> ascii("\\f");
            case '\r' -> ascii("\\r");
            default -> {
                if (c < 0x20) {
                    unicodeEscape(c);
                } else {
                    ascii(c);
                }
            }
        }
    }

    private void utf8(int codePoint) {
        ensure(4);
        if (codePoint < 0x800) {
            buffer[size++] = (byte) (0xC0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                buffer[size++] = (byte) (0xE0 | (codePoint >> 12));
            } else {
                buffer[size++] = (byte) (0xF0 | (codePoint >> 18));
                buffer[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            buffer[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        buffer[size++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void unicodeEscape(char c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            ascii(UPPER_HEX[(c >> shift) & 0xF]);
        }
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), (int)
                    Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
        }
    }
}
