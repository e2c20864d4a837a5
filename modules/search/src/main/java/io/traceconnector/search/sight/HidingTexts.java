package io.traceconnector.search.sight;

import java.io.IOException;
import java.util.function.LongFunction;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Texts of documents, each where it is visible. Their ordinals stay those of all texts. */
final class HidingTexts extends SortedSetDocValues {

    private final SortedSetDocValues in;
    private final LongFunction<@Nullable Bits> hidden;
    private long[] seen = new long[4];
    private int count;
    private int next;

    /** @param hidden by ordinal the documents in which the text is hidden; null for none */
    HidingTexts(SortedSetDocValues in, LongFunction<@Nullable Bits> hidden) {
        this.in = in;
        this.hidden = hidden;
    }

    @Override
    public boolean advanceExact(int document) throws IOException {
        return in.advanceExact(document) && look(document);
    }

    @Override
    public int nextDoc() throws IOException {
        return visible(in.nextDoc());
    }

    @Override
    public int advance(int target) throws IOException {
        return visible(in.advance(target));
    }

    private int visible(int from) throws IOException {
        int document = from;
        while (document != NO_MORE_DOCS && !look(document)) {
            document = in.nextDoc();
        }
        return document;
    }

    /** Notes the ordinals that are seen in the document; whether there are any. */
    private boolean look(int document) throws IOException {
        count = 0;
        next = 0;
        for (int left = in.docValueCount(); left > 0; left--) {
            long ordinal = in.nextOrd();
            Bits here = hidden.apply(ordinal);
            if (here == null || !here.get(document)) {
                if (count == seen.length) {
                    seen = java.util.Arrays.copyOf(seen, 2 * count);
                }
                seen[count++] = ordinal;
            }
        }
        return count > 0;
    }

    @Override
    public long nextOrd() {
        return seen[next++];
    }

    @Override
    public int docValueCount() {
        return count;
    }

    @Override
    public BytesRef lookupOrd(long ordinal) throws IOException {
        return in.lookupOrd(ordinal);
    }

    @Override
    public long getValueCount() {
        return in.getValueCount();
    }

    @Override
    public int docID() {
        return in.docID();
    }

    @Override
    public long cost() {
        return in.cost();
    }
}
