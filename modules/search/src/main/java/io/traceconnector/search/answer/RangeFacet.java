package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchResult.Bucket;
import io.traceconnector.search.answer.SearchResult.Facet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;

/** Counts documents by ranges, as exactly as a search for each range would. Takes a bit for each document of the index. */
final class RangeFacet extends SimpleCollector implements FacetCounter {

    private final IndexSearcher searcher;
    private final Map<String, Query> ranges;
    private final List<Leaf> leaves = new ArrayList<>();
    private FixedBitSet documents = new FixedBitSet(0);

    /** @param ranges by name, in the order of the answer */
    RangeFacet(IndexSearcher searcher, Map<String, Query> ranges) {
        this.searcher = searcher;
        this.ranges = ranges;
    }

    private record Leaf(LeafReaderContext context, FixedBitSet documents) {}

    @Override
    protected void doSetNextReader(LeafReaderContext context) {
        documents = new FixedBitSet(context.reader().maxDoc());
        leaves.add(new Leaf(context, documents));
    }

    @Override
    public void collect(int document) {
        documents.set(document);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public Facet facet() {
        List<Bucket> buckets = new ArrayList<>();
        try {
            for (Map.Entry<String, Query> range : ranges.entrySet()) {
                buckets.add(new Bucket(range.getKey(), count(range.getValue())));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Facet(buckets, 0);
    }

    private long count(Query range) throws IOException {
        Query rewritten = searcher.rewrite(new ConstantScoreQuery(range));
        Weight weight = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1);
        long count = 0;
        for (Leaf leaf : leaves) {
            Scorer scorer = weight.scorer(leaf.context);
            if (scorer != null) {
                DocIdSetIterator matching = scorer.iterator();
                while (matching.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    count += leaf.documents.get(matching.docID()) ? 1 : 0;
                }
            }
        }
        return count;
    }
}
