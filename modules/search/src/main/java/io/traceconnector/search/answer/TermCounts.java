package io.traceconnector.search.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.Term;

/**
 * How rare words are among what a caller sees, which is what weighs them. Taken down on the first page and carried by the cursor, so that a
 * link has the same score on every page whatever is written meanwhile.
 *
 * @param documents that the caller sees
 * @param containing the documents among them that hold a word, by the word's hash; two words of one hash share the first one's count
 */
record TermCounts(long documents, Map<Integer, Long> containing) {

    static TermCounts of(long documents) {
        return new TermCounts(documents, new LinkedHashMap<>());
    }

    static int hash(Term term) {
        return 31 * term.field().hashCode() + term.bytes().hashCode();
    }
}
