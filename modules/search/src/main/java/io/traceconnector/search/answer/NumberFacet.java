package io.traceconnector.search.answer;

import io.traceconnector.api.ProblemException;
import io.traceconnector.search.answer.SearchResult.Bucket;
import io.traceconnector.search.answer.SearchResult.Facet;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts the numbers or dates of a field, at most {@link #DISTINCT} different ones. */
final class NumberFacet extends SimpleCollector implements FacetCounter {

    private static final int DISTINCT = 100_000;

    private final String indexed;
    private final int size;
    private final LongFunction<String> spelling;
    private final Map<Long, Integer> counts = new HashMap<>();
    private SortedNumericDocValues values = DocValues.emptySortedNumeric();

    NumberFacet(String indexed, int size, LongFunction<String> spelling) {
        this.indexed = indexed;
        this.size = size;
        this.spelling = spelling;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        values = DocValues.getSortedNumeric(context.reader(), indexed);
    }

    @Override
    public void collect(int document) throws IOException {
        if (!values.advanceExact(document)) {
            return;
        }
        long before = 0;
        for (int i = 0; i < values.docValueCount(); i++) {
            long value = values.nextValue();
            if (i == 0 || value != before) {
                counts.merge(value, 1, Integer::sum);
            }
            before = value;
        }
        if (counts.size() > DISTINCT) {
            throw new ProblemException(
                    400, "too_complex", "a facet counts at most " + DISTINCT + " different numbers; ask for ranges");
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public Facet facet() {
        List<Map.Entry<Long, Integer>> best = counts.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(size)
                .toList();
        long all = counts.values().stream().mapToLong(Integer::longValue).sum();
        List<Bucket> buckets = best.stream()
                .map(entry -> new Bucket(spelling.apply(entry.getKey()), entry.getValue()))
                .toList();
        return new Facet(
                buckets, all - buckets.stream().mapToLong(Bucket::count).sum());
    }
}
