package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;

/** An answer whose body is still to be read, decompressed; must be closed. */
record Received(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The whole body; empty where it is longer than the bound. */
    Optional<byte[]> bytes(long bound) throws IOException {
        byte[] bytes = body.readNBytes((int) Math.min(bound + 1, Integer.MAX_VALUE - 8));
        return bytes.length > bound ? Optional.empty() : Optional.of(bytes);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
