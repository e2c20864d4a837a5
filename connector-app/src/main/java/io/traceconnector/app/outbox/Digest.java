package io.traceconnector.app.outbox;

import java.nio.ByteBuffer;

/** 32 bytes, compared by value. */
record Digest(long first, long second, long third, long fourth) {

    static final int SIZE = 32;

    static Digest of(byte[] bytes) {
        return from(ByteBuffer.wrap(bytes));
    }

    static Digest from(ByteBuffer in) {
        return new Digest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    void putTo(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        putTo(bytes);
        return bytes.array();
    }
}
