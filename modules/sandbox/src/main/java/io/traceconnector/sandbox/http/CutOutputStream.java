package io.traceconnector.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;

/** Sends the beginning of a body, never its end, then calls for the connection to be closed. For one thread. */
final class CutOutputStream extends OutputStream {

    private static final int MOST = 512;

    private final OutputStream out;
    private final Runnable cut;
    private final byte[] beginning = new byte[MOST];
    private int length;
    private boolean over;

    CutOutputStream(OutputStream out, Runnable cut) {
        this.out = out;
        this.cut = cut;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (over) {
            throw new IOException("the answer was cut off, as a fault wants it");
        }
        int taken = Math.min(count, MOST - length);
        System.arraycopy(bytes, offset, beginning, length, taken);
        length += taken;
        if (taken < count) {
            end(length);
        }
    }

    @Override
    public void close() throws IOException {
        if (!over) {
            end(Math.max(0, length - 1));
        }
    }

    private void end(int sent) throws IOException {
        over = true;
        out.write(beginning, 0, sent);
        out.flush();
        cut.run();
    }
}
