package io.traceconnector.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Finds the documents of a link in a reader, for one thread; quicker than a query, since a batch asks for each of its links. */
final class LinkLookup {

    private final List<Leaf> keys;
    private final List<Leaf> places;

    LinkLookup(IndexReader reader) throws IOException {
        this.keys = leaves(reader, FieldNames.KEY);
        this.places = leaves(reader, FieldNames.PLACE);
    }

    /** All versions of a link. */
    List<IndexedLink> byKey(String key) throws IOException {
        return find(keys, key);
    }

    /** What a feed delivered at a cursor. */
    List<IndexedLink> byPlace(String place) throws IOException {
        return find(places, place);
    }

    private static List<Leaf> leaves(IndexReader reader, String field) throws IOException {
        List<Leaf> leaves = new ArrayList<>();
        for (LeafReaderContext context : reader.leaves()) {
            LeafReader leaf = context.reader();
            Terms terms = leaf.terms(field);
            if (terms != null) {
                leaves.add(new Leaf(terms.iterator(), leaf.getLiveDocs(), leaf.storedFields()));
            }
        }
        return leaves;
    }

    private static List<IndexedLink> find(List<Leaf> leaves, String text) throws IOException {
        BytesRef term = new BytesRef(text);
        List<IndexedLink> found = new ArrayList<>(1);
        for (Leaf leaf : leaves) {
            leaf.collect(term, found);
        }
        return found;
    }

    private record Leaf(TermsEnum terms, @Nullable Bits live, StoredFields stored) {

        void collect(BytesRef term, List<IndexedLink> found) throws IOException {
            if (!terms.seekExact(term)) {
                return;
            }
            PostingsEnum documents = terms.postings(null, PostingsEnum.NONE);
            for (int document = documents.nextDoc();
                    document != DocIdSetIterator.NO_MORE_DOCS;
                    document = documents.nextDoc()) {
                if (live == null || live.get(document)) {
                    found.add(StoredLinks.read(stored, document));
                }
            }
        }
    }
}
