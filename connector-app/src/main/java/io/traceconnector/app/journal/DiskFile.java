package io.traceconnector.app.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Safe for many threads. */
public interface DiskFile extends AutoCloseable {

    long size() throws IOException;

    /** Fills the buffer as far as the file goes. */
    void read(ByteBuffer into, long at) throws IOException;

    /** Writes all of the buffer. */
    void write(ByteBuffer bytes, long at) throws IOException;

    /** Returns when everything that was written is on disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
