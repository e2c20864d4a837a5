package io.traceconnector.search.sight;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.jspecify.annotations.Nullable;

/** The index as one caller sees it, for one search; never closed, since the index below belongs to others. */
final class SightReader extends FilterDirectoryReader {

    private final SubReaderWrapper leaves;

    SightReader(DirectoryReader in, SubReaderWrapper leaves) throws IOException {
        super(in, leaves);
        this.leaves = leaves;
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader other) throws IOException {
        return new SightReader(other, leaves);
    }

    @Override
    public @Nullable CacheHelper getReaderCacheHelper() {
        return null;
    }
}
