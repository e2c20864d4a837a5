package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Collects protobuf fields (wire types 0, 1 and 2) in one array; a nested message is written in place, and its length put before it afterwards. */
final class ProtobufSink {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;

    private byte[] buffer;
    private int size;

    /** @param expected bytes; more may come */
    ProtobufSink(int expected) {
        buffer = new byte[expected];
    }

    void bytes(int field, byte[] bytes) {
        tag(field, LENGTH_DELIMITED);
        varint(bytes.length);
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** Half a surrogate pair becomes a question mark. */
    void text(int field, String text) {
        bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void number(int field, double number) {
        tag(field, FIXED_64);
        ensure(Double.BYTES);
        long bits = Double.doubleToRawLongBits(number);
        for (int i = 0; i < Double.BYTES; i++) {
            buffer[size++] = (byte) (bits >>> (8 * i));
        }
    }

    /** A negative one has ten bytes. */
    void integer(int field, int number) {
        tag(field, VARINT);
        varint(number);
    }

    void message(int field, Runnable content) {
        tag(field, LENGTH_DELIMITED);
        int start = size;
        content.run();
        int length = size - start;
        int room = varintSize(length);
        ensure(room);
        System.arraycopy(buffer, start, buffer, start + room, length);
        size = start;
        varint(length);
        size += length;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    byte[] sha256() {
        MessageDigest digest = Digests.sha256();
        digest.update(buffer, 0, size);
        return digest.digest();
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private static int varintSize(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), (int)
                    Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
        }
    }
}
