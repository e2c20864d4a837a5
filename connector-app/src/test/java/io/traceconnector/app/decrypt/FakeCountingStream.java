package io.traceconnector.app.decrypt;

import java.io.OutputStream;

/** Counts what is written, and how far that is behind what was read; keeps nothing. */
final class FakeCountingStream extends OutputStream {

    private final FakeEndlessStream in;
    private long length;
    private long mostHeldBack;

    FakeCountingStream(FakeEndlessStream in) {
        this.in = in;
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        mostHeldBack = Math.max(mostHeldBack, in.given() - length);
        length += count;
    }

    long length() {
        return length;
    }

    long mostHeldBack() {
        return mostHeldBack;
    }
}
