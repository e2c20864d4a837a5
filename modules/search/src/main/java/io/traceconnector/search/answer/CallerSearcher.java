package io.traceconnector.search.answer;

import io.traceconnector.api.ProblemException;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Ranking;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Searches for one caller, once. Words are weighed by the documents that the caller sees: weighed by all, scores would tell how often others
 * use a word.
 */
final class CallerSearcher extends IndexSearcher {

    /** Words of a link, and of a field, that count as neither long nor short; fixed, since the average is everybody's. */
    private static final int USUAL_LINK = 100;

    private static final int USUAL_FIELD = 8;

    private final Visibility visibility;
    private final TermCounts counts;

    CallerSearcher(IndexReader reader, Visibility visibility, Optional<TermCounts> taken, Duration timeout)
            throws IOException {
        super(reader);
        setSimilarity(Ranking.SIMILARITY);
        setTimeout(new QueryTimeoutImpl(timeout.toMillis()));
        this.visibility = visibility;
        this.counts = taken.isPresent() ? taken.get() : TermCounts.of(count(visibility.filter()));
    }

    TermCounts counts() {
        return counts;
    }

    /** Gives the visible documents that match to a collector, which may see them in any order. */
    <C extends Collector> C collect(Query query, C collector) throws IOException {
        search(visibility.and(query), new CollectorManager<C, C>() {
            @Override
            public C newCollector() {
                return collector;
            }

            @Override
            public C reduce(java.util.Collection<C> collectors) {
                return collector;
            }
        });
        checkTime();
        return collector;
    }

    /** @throws ProblemException 503 {@code search_timeout} when the search has taken too long and so is incomplete */
    void checkTime() {
        if (timedOut() || (getTimeout() != null && getTimeout().shouldExit())) {
            throw new ProblemException(
                    503, "search_timeout", "the search took too long; search for less or narrow it with a filter");
        }
    }

    /** Whether the caller sees any document that matches; looks no further than the first. */
    boolean any(Query query) throws IOException {
        Query visible = rewrite(new ConstantScoreQuery(visibility.and(query)));
        Weight weight = createWeight(visible, ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null && anyLive(scorer.iterator(), leaf.reader().getLiveDocs())) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyLive(DocIdSetIterator documents, @Nullable Bits live) throws IOException {
        for (int document = documents.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS;
                document = documents.nextDoc()) {
            if (live == null || live.get(document)) {
                return true;
            }
        }
        return false;
    }

    /** How many documents that the caller sees match. */
    int countVisible(Query query) throws IOException {
        return count(visibility.and(query));
    }

    @Override
    public TermStatistics termStatistics(Term term, int everybodys, long occurrences) throws IOException {
        long known = Math.max(1, containing(term, new TermQuery(term)));
        return new TermStatistics(term.bytes(), known, known);
    }

    /** What a word weighs that is found in other ways than as a term: more the fewer documents hold it, as {@link Ranking} weighs terms. */
    float rarity(Term word, Query found) throws IOException {
        long known = containing(word, found);
        return (float) Math.log1p((Math.max(0, counts.documents() - known) + 0.5) / (known + 0.5));
    }

    /** How many of the documents hold a word; 0 to all of them. */
    private long containing(Term word, Query found) throws IOException {
        Long known = counts.containing().get(TermCounts.hash(word));
        if (known == null) {
            known = (long) countVisible(found);
            counts.containing().put(TermCounts.hash(word), known);
        }
        return Math.clamp(known, 0, Math.max(1, counts.documents()));
    }

    @Override
    public CollectionStatistics collectionStatistics(String field) {
        long documents = Math.max(1, counts.documents());
        long words = documents * (field.equals(FieldNames.WORDS) ? USUAL_LINK : USUAL_FIELD);
        return new CollectionStatistics(
                field, Math.max(documents, getIndexReader().maxDoc()), documents, words, words);
    }
}
