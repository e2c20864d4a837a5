package io.traceconnector.search.index;

import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/** How words are weighed, when they are indexed and when they are searched. */
public final class Ranking {

    public static final Similarity SIMILARITY = new BM25Similarity();

    private Ranking() {}
}
