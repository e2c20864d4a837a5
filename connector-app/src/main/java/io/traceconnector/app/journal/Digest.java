package io.traceconnector.app.journal;

import java.nio.ByteBuffer;

/** 32 bytes, compared by value. */
public record Digest(long first, long second, long third, long fourth) {

    public static final int SIZE = 32;

    public static Digest of(byte[] bytes) {
        return from(ByteBuffer.wrap(bytes));
    }

    public static Digest from(ByteBuffer in) {
        return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    public void putTo(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        putTo(bytes);
        return bytes.array();
    }
}
