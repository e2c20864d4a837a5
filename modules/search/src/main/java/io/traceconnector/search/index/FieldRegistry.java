package io.traceconnector.search.index;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * The fields of the data that have fields of their own in the index, at most as many as configured. A field beyond that is searched
 * by words only, and counted. Holds names of all organisations: what a caller is told goes through the documents that they may see.
 */
public final class FieldRegistry {

    /** Longer names get no field of their own. */
    static final int NAME_LENGTH = 256;

    private final int bound;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private volatile boolean leavesOut;

    FieldRegistry(int bound) {
        this.bound = bound;
    }

    /** Learns the fields that an index already has. */
    void learn(IndexReader reader) throws IOException {
        BytesRef leftOutTerm = new BytesRef(String.valueOf(FieldNames.LEFT_OUT));
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms present = leaf.reader().terms(FieldNames.PRESENT);
            if (present != null && present.iterator().seekCeil(leftOutTerm) == TermsEnum.SeekStatus.NOT_FOUND) {
                // The letter sorts after those of all kinds.
                leavesOut = true;
            }
        }
        for (FieldInfo field : FieldInfos.getMergedFieldInfos(reader)) {
            FieldNames.dataName(field.name).ifPresent(names::add);
        }
    }

    /** Whether the field has, or now gets, a field of its own. Called by one thread at a time. */
    boolean admit(String name) {
        if (names.contains(name)) {
            return true;
        }
        if (names.size() >= bound || name.length() > NAME_LENGTH) {
            leavesOut = true;
            return false;
        }
        return names.add(name);
    }

    /** Names in no order; a live view. */
    public Set<String> names() {
        return names;
    }

    public int bound() {
        return bound;
    }

    /** Whether there are values that found no field. */
    boolean leavesOut() {
        return leavesOut;
    }
}
