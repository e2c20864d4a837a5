package io.traceconnector.app.decrypt;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** Gives its bytes in pieces of any size, often of one byte. */
final class FakeChunkedStream extends ByteArrayInputStream {

    private final Random random;

    FakeChunkedStream(byte[] bytes, Random random) {
        super(bytes);
        this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        int most = random.nextBoolean() ? 1 : 1 + random.nextInt(500);
        return super.read(into, offset, Math.min(length, most));
    }
}
