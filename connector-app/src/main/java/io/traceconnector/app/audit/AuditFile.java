package io.traceconnector.app.audit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that grows at its end. For one thread. */
interface AuditFile extends AutoCloseable {

    long size() throws IOException;

    /** Writes all of the buffer. */
    void append(ByteBuffer bytes) throws IOException;

    /** Drops what stands beyond this size. */
    void truncate(long size) throws IOException;

    /** Returns when everything that was written is on disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
