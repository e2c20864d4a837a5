package io.traceconnector.app.journal;

import java.io.IOException;

/** A directory that is used only so, and by one process. What is not forced may be lost in a crash, all of it or any part. */
public interface Disk {

    boolean exists(String name) throws IOException;

    DiskFile open(String name) throws IOException;

    /** An empty file, whatever was there under this name. */
    DiskFile create(String name) throws IOException;

    /** Puts one file in the place of another; after a crash either is there under that name. */
    void rename(String from, String to) throws IOException;

    /** Returns when the names of all files are on disk. */
    void force() throws IOException;
}
