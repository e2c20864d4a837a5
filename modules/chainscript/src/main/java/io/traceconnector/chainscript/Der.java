package io.traceconnector.chainscript;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads and writes the little of DER (X.690) that keys need: definite lengths, one-byte tags. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    private final byte[] in;
    private final int end;
    private int at;

    private Der(byte[] in, int start, int end) {
        this.in = in;
        this.at = start;
        this.end = end;
    }

    /** The members of the one sequence that these bytes are. */
    static Der sequence(byte[] der) {
        Der whole = new Der(der, 0, der.length);
        Der members = whole.sequence();
        whole.requireEnd();
        return members;
    }

    boolean hasMore() {
        return at < end;
    }

    boolean nextIs(int tag) {
        return at < end && (in[at] & 0xFF) == tag;
    }

    Der sequence() {
        return inside(SEQUENCE);
    }

    /** The content of the next element, which must have this tag. */
    Der inside(int tag) {
        if (!nextIs(tag)) {
            throw malformed();
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw malformed();
        }
        Der content = new Der(in, at, at + length);
        at += length;
        return content;
    }

    byte[] bytes(int tag) {
        Der content = inside(tag);
        return Arrays.copyOfRange(in, content.at, content.end);
    }

    /** A bit string of whole bytes. */
    byte[] bitString() {
        byte[] bits = bytes(BIT_STRING);
        if (bits.length == 0 || bits[0] != 0) {
            throw malformed();
        }
        return Arrays.copyOfRange(bits, 1, bits.length);
    }

    int smallInteger() {
        byte[] bytes = bytes(INTEGER);
        if (bytes.length == 0 || bytes.length > 4 || bytes[0] < 0) {
            throw malformed();
        }
        int value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xFF);
        }
        return value;
    }

    void skip() {
        if (!hasMore()) {
            throw malformed();
        }
        inside(in[at] & 0xFF);
    }

    void requireEnd() {
        if (hasMore()) {
            throw malformed();
        }
    }

    private int length() {
        int first = at < end ? in[at++] : 0x80;
        if (first >= 0) {
            return first;
        }
        int count = first & 0x7F;
        if (count == 0 || count > 3 || count > end - at) {
            throw malformed();
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (in[at++] & 0xFF);
        }
        return length;
    }

    static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length >= 0x80) {
            int count = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.write(0x80 | count);
            for (int shift = 8 * (count - 1); shift > 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] bitString(byte[] bytes) {
        return element(BIT_STRING, new byte[1], bytes);
    }

    static byte[] integer(int value) {
        return element(INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    static FormatException malformed() {
        return new FormatException("key-malformed", "a key that is not well-formed DER");
    }
}
