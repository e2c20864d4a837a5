package io.traceconnector.chainscript;

import java.io.IOException;
import java.io.InputStream;

/** A file's blob, made of its plaintext while it is read. For one thread. */
final class SealingStream extends InputStream {
    private static final int BUFFER_SIZE = 64 << 10;

    private final InputStream plaintext;
    private final GcmStream gcm;
    private final byte[] in = new byte[BUFFER_SIZE];
    private byte[] ready;
    private int from;
    private int to;
    private boolean ended;

    SealingStream(SymmetricKey key, byte[] iv, InputStream plaintext) {
        this.plaintext = plaintext;
        gcm = new GcmStream(key, iv);
        ready = new byte[BUFFER_SIZE];
        System.arraycopy(iv, 0, ready, 0, iv.length);
        to = iv.length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        while (from == to && length > 0) {
            if (ended) {
                return -1;
            }
            more();
        }
        int count = Math.min(length, to - from);
        System.arraycopy(ready, from, out, offset, count);
        from += count;
        return count;
    }

    private void more() throws IOException {
        int read = plaintext.read(in);
        from = 0;
        if (read < 0) {
            ready = gcm.tag();
            to = ready.length;
            ended = true;
        } else {
            gcm.encrypt(in, read, ready);
            to = read;
        }
    }

    @Override
    public void close() throws IOException {
        plaintext.close();
    }
}
