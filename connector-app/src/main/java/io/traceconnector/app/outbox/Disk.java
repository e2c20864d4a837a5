package io.traceconnector.app.outbox;

import java.io.IOException;

/** A directory as the outbox uses it. What is not forced may be lost in a crash, all of it or any part. */
interface Disk {

    boolean exists(String name) throws IOException;

    DiskFile open(String name) throws IOException;

    /** An empty file, whatever was there under this name. */
    DiskFile create(String name) throws IOException;

    /** Puts one file in the place of another; after a crash either is there under that name. */
    void rename(String from, String to) throws IOException;

    /** Returns when the names of all files are on disk. */
    void force() throws IOException;
}
