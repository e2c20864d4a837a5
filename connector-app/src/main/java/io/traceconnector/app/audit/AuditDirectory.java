package io.traceconnector.app.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The directory of the log. What is not forced may be lost in a crash, all of it or any part. */
interface AuditDirectory {

    /** Of the files there, in their order. */
    List<FileName> files() throws IOException;

    InputStream read(FileName name) throws IOException;

    /** Opens a file to add to it. */
    AuditFile open(FileName name) throws IOException;

    /** An empty file to add to, whatever was there under this name. */
    AuditFile create(FileName name) throws IOException;

    void delete(FileName name) throws IOException;

    /** Returns when the names of all files are on disk. */
    void force() throws IOException;
}
