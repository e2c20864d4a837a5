package io.traceconnector.app.decrypt;

import java.io.InputStream;

/** Gives a head, then a piece over and over, then a tail, without holding more than these. */
final class FakeEndlessStream extends InputStream {

    private final byte[] piece;
    private final byte[] tail;
    private byte[] now;
    private int at;
    private long pieces;
    private boolean ending;
    private long given;

    FakeEndlessStream(byte[] head, byte[] piece, long pieces, byte[] tail) {
        this.now = head;
        this.piece = piece;
        this.pieces = pieces;
        this.tail = tail;
    }

    /** How many bytes were read. */
    long given() {
        return given;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (at == now.length) {
            if (ending) {
                return -1;
            }
            ending = pieces == 0;
            now = ending ? tail : piece;
            pieces--;
            at = 0;
        }
        int count = Math.min(length, now.length - at);
        System.arraycopy(now, at, into, offset, count);
        at += count;
        given += count;
        return count;
    }
}
