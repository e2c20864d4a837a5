package io.traceconnector.search.sight;

import java.io.IOException;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.util.Bits;

/** Lengths of texts in visible documents only. */
final class HidingNorms extends NumericDocValues {

    private final NumericDocValues in;
    private final Bits hidden;

    HidingNorms(NumericDocValues in, Bits hidden) {
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
    public long longValue() throws IOException {
        return in.longValue();
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
