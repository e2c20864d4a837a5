package io.traceconnector.search.sight;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Condition;
import io.traceconnector.search.index.FieldNames;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The index as a caller sees it. For a caller who sees all of the links of its organisations it is the index itself, in which every query
 * still has to name them; for any other it holds nothing but what the caller sees, so that whatever is asked of it, in whatever way, is
 * answered from that alone. Takes a bit for each document of the index, and another one for each set of workflows that rules name.
 *
 * @param hidden which fields are not there
 */
public record CallerView(DirectoryReader reader, HiddenFields hidden) {

    public static CallerView of(DirectoryReader index, Caller caller) throws IOException {
        HiddenFields hidden = new HiddenFields(caller.sight().fields());
        Condition rows = caller.sight().rows();
        if (rows.equals(Condition.everything()) && !hidden.any()) {
            return new CallerView(index, hidden);
        }
        IndexSearcher searcher = new IndexSearcher(index);
        IdentityHashMap<LeafReader, FixedBitSet> documents = new IdentityHashMap<>();
        for (LeafReaderContext leaf : index.leaves()) {
            RowBits bits = new RowBits(searcher, leaf);
            FixedBitSet seen = bits.matching(owned(caller));
            seen.and(bits.certain(rows));
            if (hidden.any()) {
                seen.andNot(bits.unreadable());
            }
            keepLive(seen, leaf.reader().getLiveDocs());
            documents.put(leaf.reader(), seen);
        }
        return new CallerView(
                new SightReader(index, new FilterDirectoryReader.SubReaderWrapper() {
                    @Override
                    public LeafReader wrap(LeafReader leaf) {
                        FixedBitSet seen = documents.getOrDefault(leaf, new FixedBitSet(leaf.maxDoc()));
                        return new SightLeaf(leaf, seen, hidden);
                    }
                }),
                hidden);
    }

    /** The documents of the caller's organisations, as ones of its tenant. */
    public static Query owned(Caller caller) {
        List<BytesRef> owners = caller.organisations().stream()
                .map(organisation -> new BytesRef(FieldNames.owner(caller.tenant(), organisation.value())))
                .toList();
        return KeywordField.newSetQuery(FieldNames.OWNER, owners);
    }

    private static void keepLive(FixedBitSet seen, @Nullable Bits live) {
        if (live != null) {
            live.applyMask(seen, 0);
        }
    }
}
