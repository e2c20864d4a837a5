package io.traceconnector.search.index;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;

/** What is done with a reader while it is held open; it must not be kept. */
public interface SearcherUse<T> {
    T with(Snapshot snapshot) throws IOException;

    /**
     * One state of the index.
     *
     * @param indexId tells an index from the one that it was rebuilt from
     */
    record Snapshot(DirectoryReader reader, FieldRegistry fields, String indexId) {}
}
