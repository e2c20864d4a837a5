package io.traceconnector.sandbox.graphql;

import java.io.IOException;
import java.io.OutputStream;

/** A JSON text that goes into an answer as it is. Read only when it is written, so that an answer holds one at a time in memory. */
@FunctionalInterface
public interface RawJson {

    void writeTo(OutputStream out) throws IOException;

    static RawJson of(byte[] text) {
        return out -> out.write(text);
    }
}
