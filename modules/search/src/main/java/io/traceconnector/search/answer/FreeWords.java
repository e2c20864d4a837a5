package io.traceconnector.search.answer;

import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.search.Query;

/** Makes queries of words that may be in any field. Empty where a text holds no words. */
interface FreeWords {

    Optional<Query> words(Expression.Words asked, boolean typos) throws IOException;

    Optional<Query> fuzzy(Expression.Fuzzy asked) throws IOException;

    Query pattern(String pattern) throws IOException;
}
