package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Trace's answer, whatever its status. Must be closed, which gives the connection up where the body was not read to its end.
 *
 * @param headers {@code content-type} and {@code retry-after} where given, names in lower case
 * @param body decompressed, not bounded in size; reading throws {@link IOException} when Trace cuts it or the deadline is over, it never
 *     just ends then
 */
public record RelayAnswer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public RelayAnswer {
        headers = Map.copyOf(headers);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
