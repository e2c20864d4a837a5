package io.traceconnector.chainscript;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An immutable run of bytes, compared by value. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    public static Bytes copyOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** Without a copy: the caller must never write to the array again. */
    public static Bytes takeOwnershipOf(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    public static Bytes ofUtf8(String text) {
        return takeOwnershipOf(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Standard or URL-safe base64, with or without padding.
     *
     * @throws FormatException with code {@code base64}
     */
    public static Bytes ofBase64(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            return takeOwnershipOf((urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (IllegalArgumentException e) {
            throw new FormatException("base64", "not base64");
        }
    }

    public int size() {
        return array.length;
    }

    public boolean isEmpty() {
        return array.length == 0;
    }

    public byte[] toByteArray() {
        return array.clone();
    }

    /** A read-only view, without a copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(array);
    }

    /** Standard base64 with padding. */
    public String base64() {
        return Base64.getEncoder().encodeToString(array);
    }

    /** Lower case. */
    public String hex() {
        return HexFormat.of().formatHex(array);
    }

    public String utf8() {
        return new String(array, StandardCharsets.UTF_8);
    }

    /** The bytes themselves, for readers in this package. */
    byte[] array() {
        return array;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** The size alone: the content may be secret. */
    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
