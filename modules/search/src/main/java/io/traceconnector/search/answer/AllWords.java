package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.search.Query;

/** In the words that each link has of all its fields together. */
record AllWords(WordQueries words) implements FreeWords {

    @Override
    public Optional<Query> words(Expression.Words asked, boolean typos) throws IOException {
        return words.text(FieldNames.WORDS, asked, typos);
    }

    @Override
    public Optional<Query> fuzzy(Expression.Fuzzy asked) throws IOException {
        return words.fuzzy(FieldNames.WORDS, asked.text(), asked.edits());
    }

    @Override
    public Query pattern(String pattern) {
        return WordQueries.matching(FieldNames.WORDS, words.normalized(FieldNames.WORDS, pattern));
    }
}
