package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpAttachments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Ends a streamed body, whose length was not stated, above its bound: the server's own bound is one for all operations. Trailers stay here:
 * they come too late to be looked at.
 */
final class BodyBound extends AbstractStreamSourceConduit<StreamSourceConduit> {

    static final String TOO_LARGE = "body_too_large";

    private final HttpServerExchange exchange;
    private long left;

    BodyBound(StreamSourceConduit next, HttpServerExchange exchange, long limit) {
        super(next);
        this.exchange = exchange;
        this.left = limit;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return (int) counted(super.read(bytes));
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return counted(super.read(buffers, offset, length));
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return counted(super.transferTo(position, count, target));
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        long transferred = super.transferTo(count, through, target);
        counted(transferred < 0 ? -1 : transferred + through.remaining());
        return transferred;
    }

    private long counted(long read) throws IOException {
        if (read < 0) {
            exchange.removeAttachment(HttpAttachments.REQUEST_TRAILERS);
        }
        left -= Math.max(0, read);
        if (left < 0) {
            RequestContext.of(exchange).failed(TOO_LARGE);
            terminateReads();
            throw new RequestTooBigException("the body is larger than its bound");
        }
        return read;
    }
}
