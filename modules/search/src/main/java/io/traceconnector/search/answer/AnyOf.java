package io.traceconnector.search.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;

/**
 * What any of several queries finds, all with one score. Counts as one clause however many there are; takes a bit for each document. Where the
 * search has taken too long it finds less, and the search is then refused as a whole.
 */
final class AnyOf extends Query {

    private final List<Query> ways;

    AnyOf(List<Query> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        List<Query> rewritten = new ArrayList<>(ways.size());
        for (Query way : ways) {
            rewritten.add(way.rewrite(searcher));
        }
        return rewritten.equals(ways) ? this : new AnyOf(rewritten);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        List<Weight> weights = new ArrayList<>(ways.size());
        for (Query way : ways) {
            weights.add(way.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1));
        }
        QueryTimeout timeout = searcher.getTimeout();
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                FixedBitSet found = new FixedBitSet(leaf.reader().maxDoc());
                for (Weight weight : weights) {
                    Scorer scorer = timeout != null && timeout.shouldExit() ? null : weight.scorer(leaf);
                    if (scorer != null) {
                        found.or(scorer.iterator());
                    }
                }
                DocIdSetIterator documents =
                        new org.apache.lucene.util.BitSetIterator(found, found.approximateCardinality());
                return ConstantScoreScorerSupplier.fromIterator(documents, score(), mode, found.length());
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return false;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "any of " + ways.size();
    }

    @Override
    public boolean equals(Object other) {
        return sameClassAs(other) && ways.equals(((AnyOf) other).ways);
    }

    @Override
    public int hashCode() {
        return 31 * classHash() + ways.hashCode();
    }
}
