package io.traceconnector.search.sight;

import java.io.IOException;
import java.util.function.Function;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SlowImpactsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Terms of which each is found in visible documents only. A term that is in hidden ones alone stays, and is found nowhere. */
final class HidingTerms extends FilterLeafReader.FilterTerms {

    private final Function<BytesRef, @Nullable Bits> hidden;

    /** @param hidden by term the documents in which it is hidden; null for none */
    HidingTerms(Terms in, Function<BytesRef, @Nullable Bits> hidden) {
        super(in);
        this.hidden = hidden;
    }

    /** None that a term could be in as many of: the number of all documents would let a query take them for visible, or for those of one term. */
    @Override
    public int getDocCount() {
        return 0;
    }

    @Override
    public TermsEnum iterator() throws IOException {
        return new FilterLeafReader.FilterTermsEnum(in.iterator()) {
            @Override
            public PostingsEnum postings(@Nullable PostingsEnum reuse, int flags) throws IOException {
                PostingsEnum all = in.postings(null, flags);
                Bits here = hidden.apply(term());
                return here == null ? all : new HidingPostings(all, here);
            }

            @Override
            public ImpactsEnum impacts(int flags) throws IOException {
                return new SlowImpactsEnum(postings(null, flags));
            }
        };
    }
}
