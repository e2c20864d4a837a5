package io.traceconnector.search.sight;

import java.io.IOException;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Postings without hidden documents. Only what must be passed on is: whatever else Lucene offers goes through {@link #nextDoc}. */
final class HidingPostings extends PostingsEnum {

    private final PostingsEnum in;
    private final Bits hidden;

    HidingPostings(PostingsEnum in, Bits hidden) {
        this.in = in;
        this.hidden = hidden;
    }

    @Override
    public int docID() {
        return in.docID();
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
    public int freq() throws IOException {
        return in.freq();
    }

    @Override
    public int nextPosition() throws IOException {
        return in.nextPosition();
    }

    @Override
    public int startOffset() throws IOException {
        return in.startOffset();
    }

    @Override
    public int endOffset() throws IOException {
        return in.endOffset();
    }

    @Override
    public BytesRef getPayload() throws IOException {
        return in.getPayload();
    }

    @Override
    public long cost() {
        return in.cost();
    }
}
