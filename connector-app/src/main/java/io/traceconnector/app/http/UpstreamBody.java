package io.traceconnector.app.http;

import io.traceconnector.app.trace.TraceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer that is being passed on; tells a failure of upstream from one of the client, which is an {@link IOException}. */
final class UpstreamBody extends FilterInputStream {

    UpstreamBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw cut(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw cut(e);
        }
    }

    private static TraceException cut(IOException cause) {
        return new TraceException(TraceException.Kind.UNAVAILABLE, "the answer was cut", cause);
    }
}
