package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchResult.Bucket;
import io.traceconnector.search.answer.SearchResult.Facet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;

/** Counts the exact texts of a field. Takes four bytes for each distinct value of the field, and keeps only the most frequent. */
final class TextFacet extends SimpleCollector implements FacetCounter {

    private static final Comparator<Bucket> BEST_FIRST =
            Comparator.comparingLong(Bucket::count).reversed().thenComparing(Bucket::value);

    private final String indexed;
    private final int size;
    private final Function<String, Optional<String>> shown;
    private final List<Leaf> leaves = new ArrayList<>();
    private Leaf leaf = new Leaf(DocValues.emptySortedSet(), new int[0]);

    /** @param shown how a value is told; those that are not are neither listed nor counted */
    TextFacet(String indexed, int size, Function<String, Optional<String>> shown) {
        this.indexed = indexed;
        this.size = size;
        this.shown = shown;
    }

    private record Leaf(SortedSetDocValues values, int[] counts) {}

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        SortedSetDocValues values = DocValues.getSortedSet(context.reader(), indexed);
        leaf = new Leaf(values, new int[Math.toIntExact(values.getValueCount())]);
        leaves.add(leaf);
    }

    @Override
    public void collect(int document) throws IOException {
        if (leaf.values.advanceExact(document)) {
            for (int left = leaf.values.docValueCount(); left > 0; left--) {
                leaf.counts[(int) leaf.values.nextOrd()]++;
            }
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public Facet facet() {
        try {
            return merge();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads the leaves' values side by side, each in its order, so that a value's counts come together. */
    private Facet merge() throws IOException {
        PriorityQueue<Values> next = new PriorityQueue<>();
        for (Leaf read : leaves) {
            Values values = new Values(read);
            if (values.advance()) {
                next.add(values);
            }
        }
        PriorityQueue<Bucket> best = new PriorityQueue<>(BEST_FIRST.reversed());
        long other = 0;
        while (!next.isEmpty()) {
            BytesRef value = BytesRef.deepCopyOf(next.element().value);
            long count = 0;
            while (!next.isEmpty() && next.element().value.equals(value)) {
                Values values = next.remove();
                count += values.count();
                if (values.advance()) {
                    next.add(values);
                }
            }
            Optional<String> name = shown.apply(value.utf8ToString());
            if (name.isPresent()) {
                best.add(new Bucket(name.get(), count));
                other += best.size() > size ? best.remove().count() : 0;
            }
        }
        return new Facet(best.stream().sorted(BEST_FIRST).toList(), other);
    }

    /** The counted values of one leaf, in order. */
    private static final class Values implements Comparable<Values> {
        private final Leaf leaf;
        private int ordinal = -1;
        private BytesRef value = new BytesRef();

        Values(Leaf leaf) {
            this.leaf = leaf;
        }

        boolean advance() throws IOException {
            do {
                ordinal++;
            } while (ordinal < leaf.counts.length && leaf.counts[ordinal] == 0);
            if (ordinal == leaf.counts.length) {
                return false;
            }
            value = leaf.values.lookupOrd(ordinal);
            return true;
        }

        int count() {
            return leaf.counts[ordinal];
        }

        @Override
        public int compareTo(Values other) {
            return value.compareTo(other.value);
        }
    }
}
