package io.traceconnector.search.sight;

import java.io.IOException;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.util.Bits;

/** Numbers of visible documents only. */
final class HidingNumbers extends SortedNumericDocValues {

    private final SortedNumericDocValues in;
    private final Bits hidden;

    HidingNumbers(SortedNumericDocValues in, Bits hidden) {
        this.in = in;
        this.hidden = hidden;
    }

    @Override
    public boolean advanceExact(int document) throws IOException {
        return in.advanceExact(document) && !hidden.get(document);
    }

    @Override
    public int nextDoc() throws IOException {
        return seen(in.nextDoc());
    }

    @Override
    public int advance(int target) throws IOException {
        return seen(in.advance(target));
    }

    private int seen(int from) throws IOException {
        int document = from;
        while (document != NO_MORE_DOCS && hidden.get(document)) {
            document = in.nextDoc();
        }
        return document;
    }

    @Override
    public long nextValue() throws IOException {
        return in.nextValue();
    }

    @Override
    public int docValueCount() {
        return in.docValueCount();
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
