package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * A request's body, read by a virtual thread that waits while nothing comes. Holds nothing. A body that does not come to its end fails the
 * read, it never just ends. For one thread.
 */
final class RequestInput extends InputStream {

    private final HttpServerExchange exchange;
    private final Duration patience;
    private final Semaphore readable = new Semaphore(0);
    private @Nullable StreamSourceChannel channel;
    private boolean ended;
    private volatile @Nullable IOException failure;

    /** @param patience how long nothing may come */
    RequestInput(HttpServerExchange exchange, Duration patience) {
        this.exchange = exchange;
        this.patience = patience;
    }

    /** Why the caller's body could not be read to its end. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            int count = read(ByteBuffer.wrap(bytes, offset, length));
            ended = count < 0;
            return count;
        } catch (IOException e) {
            // Who gives the upload up interrupts the reading: that is not the caller's failure.
            if (!Thread.currentThread().isInterrupted()) {
                failure = e;
            }
            throw e;
        }
    }

    private int read(ByteBuffer into) throws IOException {
        StreamSourceChannel source = source();
        int count = source.read(into);
        while (count == 0 && into.hasRemaining()) {
            awaitReadable(source);
            count = source.read(into);
        }
        return count;
    }

    private StreamSourceChannel source() throws IOException {
        StreamSourceChannel source = channel;
        if (source == null) {
            if (HttpContinue.requiresContinueResponse(exchange)) {
                HttpContinue.sendContinueResponseBlocking(exchange);
            }
            source = Objects.requireNonNull(exchange.getRequestChannel(), "the body was taken already");
            channel = source;
            RequestContext.of(exchange).whenOver(readable::release);
        }
        return source;
    }

    private void awaitReadable(StreamSourceChannel source) throws IOException {
        source.getReadSetter().set(ready -> {
            ready.suspendReads();
            readable.release();
        });
        source.resumeReads();
        try {
            if (!readable.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException("nothing of the body comes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a body");
        }
        if (!exchange.getConnection().isOpen()) {
            throw new ClientGoneException("the connection is closed");
        }
    }
}
