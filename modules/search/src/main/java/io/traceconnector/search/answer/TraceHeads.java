package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.LinkField;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongValues;
import org.jspecify.annotations.Nullable;

/**
 * Traces of which any visible link matches, each as its head: of its visible links the one of the highest priority, and of several such
 * the latest stored. Takes some 40 bytes for each trace of the index while it is used.
 */
final class TraceHeads {

    private final IndexReader reader;
    private final @Nullable OrdinalMap ordinals;
    private final int[] matches;
    private final int[] best;
    private final float[] scores;
    private final long[] bestSequences;
    private final int[] heads;
    private final long[] priorities;
    private final long[] sequences;

    private TraceHeads(IndexReader reader) throws IOException {
        this.reader = reader;
        SortedDocValues all = MultiDocValues.getSortedValues(reader, FieldNames.TRACE);
        this.ordinals = all instanceof MultiDocValues.MultiSortedDocValues several ? several.mapping : null;
        int traces = all == null ? 0 : all.getValueCount();
        this.matches = new int[traces];
        this.best = new int[traces];
        this.scores = new float[traces];
        this.bestSequences = new long[traces];
        this.heads = new int[traces];
        this.priorities = new long[traces];
        this.sequences = new long[traces];
    }

    /**
     * @param query whose matches choose the traces
     * @param known every document that counts, of which the heads are chosen
     */
    static TraceHeads find(CallerSearcher searcher, Query query, Query known) throws IOException {
        TraceHeads heads = new TraceHeads(searcher.getIndexReader());
        searcher.collect(query, heads.new Matching());
        searcher.collect(known, heads.new Choosing());
        return heads;
    }

    /** Gives the heads to a collector, each with the best score among its trace's matches. */
    void collect(Collector collector) throws IOException {
        FixedBitSet chosen = new FixedBitSet(Math.max(1, reader.maxDoc()));
        for (int trace = 0; trace < matches.length; trace++) {
            if (matches[trace] > 0) {
                chosen.set(heads[trace]);
            }
        }
        for (LeafReaderContext leaf : reader.leaves()) {
            collect(leaf, chosen, collector.getLeafCollector(leaf));
        }
    }

    private void collect(LeafReaderContext leaf, FixedBitSet chosen, LeafCollector collector) throws IOException {
        Ordinals traces = new Ordinals(leaf);
        Score score = new Score();
        collector.setScorer(score);
        for (int document = 0; document < leaf.reader().maxDoc(); document++) {
            if (chosen.get(leaf.docBase + document)) {
                score.value = scores[traces.of(document)];
                collector.collect(document);
            }
        }
        collector.finish();
    }

    /** Of the trace that the head stands for: how many of its links match. */
    int matches(int head) throws IOException {
        return matches[trace(head)];
    }

    /** Of the trace that the head stands for: the document that matches best. */
    int best(int head) throws IOException {
        return best[trace(head)];
    }

    private int trace(int document) throws IOException {
        LeafReaderContext leaf =
                reader.leaves().get(org.apache.lucene.index.ReaderUtil.subIndex(document, reader.leaves()));
        return new Ordinals(leaf).of(document - leaf.docBase);
    }

    private static final class Score extends Scorable {
        private float value;

        @Override
        public float score() {
            return value;
        }
    }

    /** The number of each document's trace, the same in all leaves. */
    private final class Ordinals {
        private final SortedDocValues values;
        private final LongValues global;

        Ordinals(LeafReaderContext leaf) throws IOException {
            this.values = DocValues.getSorted(leaf.reader(), FieldNames.TRACE);
            this.global = ordinals == null ? LongValues.IDENTITY : ordinals.getGlobalOrds(leaf.ord);
        }

        int of(int document) throws IOException {
            if (!values.advanceExact(document)) {
                throw new IllegalStateException("a link without a trace was indexed");
            }
            return (int) global.get(values.ordValue());
        }
    }

    /** Counts matches by trace. */
    private final class Matching extends SimpleCollector {
        private @Nullable Ordinals traces;
        private @Nullable Scorable scorer;
        private SortedNumericDocValues sequence = DocValues.emptySortedNumeric();
        private int base;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            traces = new Ordinals(leaf);
            sequence = DocValues.getSortedNumeric(leaf.reader(), FieldNames.SEQUENCE);
            base = leaf.docBase;
        }

        @Override
        public void setScorer(Scorable scorer) {
            this.scorer = scorer;
        }

        @Override
        public void collect(int document) throws IOException {
            if (traces == null || scorer == null) {
                throw new IllegalStateException("collecting before a leaf was announced");
            }
            int trace = traces.of(document);
            float score = scorer.score();
            long stored = sequence.advanceExact(document) ? sequence.nextValue() : 0;
            boolean better = score > scores[trace] || (score == scores[trace] && stored > bestSequences[trace]);
            if (matches[trace]++ == 0 || better) {
                scores[trace] = score;
                best[trace] = base + document;
                bestSequences[trace] = stored;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }
    }

    /** Chooses the head of each trace that has a match. */
    private final class Choosing extends SimpleCollector {
        private @Nullable Ordinals traces;
        private SortedNumericDocValues priority = DocValues.emptySortedNumeric();
        private SortedNumericDocValues sequence = DocValues.emptySortedNumeric();
        private int base;

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            traces = new Ordinals(leaf);
            priority = DocValues.getSortedNumeric(leaf.reader(), FieldNames.number(LinkField.PRIORITY.path()));
            sequence = DocValues.getSortedNumeric(leaf.reader(), FieldNames.SEQUENCE);
            base = leaf.docBase;
        }

        @Override
        public void collect(int document) throws IOException {
            if (traces == null) {
                throw new IllegalStateException("collecting before a leaf was announced");
            }
            int trace = traces.of(document);
            if (matches[trace] == 0) {
                return;
            }
            long here = priority.advanceExact(document) ? priority.nextValue() : Long.MIN_VALUE;
            long stored = sequence.advanceExact(document) ? sequence.nextValue() : 0;
            boolean higher = here > priorities[trace] || (here == priorities[trace] && stored > sequences[trace]);
            if (sequences[trace] == 0 || higher) {
                priorities[trace] = here;
                sequences[trace] = stored;
                heads[trace] = base + document;
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
