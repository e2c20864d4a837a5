package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * A response body written by a virtual thread, which waits while the client takes nothing: at most {@value #BUFFER} bytes are held. The
 * response begins when the buffer is full or with {@link #finish}; until then an error can still be answered. Only {@link #finish} ends the
 * body: {@link #close} does nothing, so that a writer that fails cannot make a cut body look whole. Before bytes are sent, the audit log has what they
 * show.
 */
final class ResponseOutput extends OutputStream {

    private static final int BUFFER = 16 * 1024;

    private final HttpServerExchange exchange;
    private final Duration patience;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Semaphore writable = new Semaphore(0);
    private @Nullable StreamSinkChannel channel;

    /** @param patience how long the client may take nothing */
    ResponseOutput(HttpServerExchange exchange, Duration patience) {
        this.exchange = exchange;
        this.patience = patience;
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) {
            drain(buffer.flip());
            buffer.clear();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.remaining()) {
            drain(buffer.flip());
            buffer.clear();
            if (length >= BUFFER) {
                drain(ByteBuffer.wrap(bytes, offset, length));
                return;
            }
        }
        buffer.put(bytes, offset, length);
    }

    /** Sends what is held, as far as a response has begun; a short answer is never split by a writer that flushes often. */
    @Override
    public void flush() throws IOException {
        if (channel != null) {
            drain(buffer.flip());
            buffer.clear();
            flush(sink());
        }
    }

    /** Ends the body. */
    void finish() throws IOException {
        settle();
        if (channel == null) {
            exchange.setResponseContentLength(buffer.position());
        }
        drain(buffer.flip());
        buffer.clear();
        StreamSinkChannel sink = sink();
        try {
            sink.shutdownWrites();
        } catch (IOException e) {
            throw new ClientGoneException("the response cannot be ended", e);
        }
        flush(sink);
        exchange.endExchange();
    }

    private void drain(ByteBuffer bytes) throws ClientGoneException {
        settle();
        StreamSinkChannel sink = sink();
        try {
            while (bytes.hasRemaining()) {
                if (sink.write(bytes) == 0) {
                    awaitWritable(sink);
                }
            }
        } catch (IOException e) {
            throw new ClientGoneException("the response cannot be written", e);
        }
    }

    /** Not a byte leaves before it is recorded what it shows. */
    private void settle() {
        RequestContext.of(exchange).trail().ifPresent(trail -> trail.settle(exchange.getStatusCode()));
    }

    private void flush(StreamSinkChannel sink) throws ClientGoneException {
        try {
            while (!sink.flush()) {
                awaitWritable(sink);
            }
        } catch (IOException e) {
            throw new ClientGoneException("the response cannot be written", e);
        }
    }

    private StreamSinkChannel sink() {
        StreamSinkChannel sink = channel;
        if (sink == null) {
            Framing.frame(exchange);
            sink = Objects.requireNonNull(exchange.getResponseChannel(), "the response was taken already");
            channel = sink;
            RequestContext.of(exchange).whenOver(writable::release);
        }
        return sink;
    }

    private void awaitWritable(StreamSinkChannel sink) throws ClientGoneException {
        sink.getWriteSetter().set(ready -> {
            ready.suspendWrites();
            writable.release();
        });
        sink.resumeWrites();
        if (!exchange.getConnection().isOpen()) {
            throw new ClientGoneException("the connection is closed");
        }
        try {
            if (!writable.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ClientGoneException("the client takes nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException("interrupted while writing", e);
        }
    }
}
