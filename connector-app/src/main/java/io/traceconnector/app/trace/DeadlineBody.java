package io.traceconnector.app.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body that fails when its time is over, also a read that waits just then; and that gives its connection back once. */
final class DeadlineBody extends FilterInputStream {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineBody.class);

    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Runnable release;
    private volatile Runnable onClose = () -> {};
    private volatile boolean expired;

    DeadlineBody(InputStream body, Runnable release) {
        super(body);
        this.release = release;
    }

    void onClose(Runnable action) {
        onClose = action;
    }

    /** Ends the time: closing the body wakes who waits in it. */
    void expire() {
        expired = true;
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("closing an answer at its deadline failed", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw expired ? timeout() : e;
        }
        // A body that was closed meanwhile looks as if it had ended.
        if (expired && count < 0) {
            throw timeout();
        }
        return count;
    }

    private static HttpTimeoutException timeout() {
        return new HttpTimeoutException("the answer was not complete before the deadline");
    }

    @Override
    public void close() throws IOException {
        if (open.compareAndSet(true, false)) {
            onClose.run();
            release.run();
            super.close();
        }
    }
}
