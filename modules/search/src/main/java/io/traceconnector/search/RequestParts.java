package io.traceconnector.search;

import io.traceconnector.search.answer.SearchRequest.SortKey;
import io.traceconnector.search.query.Operator;
import io.traceconnector.search.query.QueryLimits;
import io.traceconnector.search.query.Spot;
import java.util.Locale;

/** What both forms of a request have in common. */
final class RequestParts {

    /** Filters, sort keys and facets of one request, of each at most this many. */
    static final int MOST = 32;

    static final int FACET_SIZE = 10;
    static final int MOST_FACET_SIZE = 1_000;
    static final int FRAGMENTS = 3;

    private RequestParts() {}

    static QueryLimits limits(SearchConfig config) {
        return new QueryLimits(config.maxQueryLength(), config.maxClauses(), config.maxDepth());
    }

    static Operator operator(String name) {
        return Operator.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** {@code field}, {@code -field}, {@code field:asc} or {@code field:desc}; the score descends unless told otherwise. */
    static SortKey sortKey(String text, Spot spot) {
        if (text.startsWith("-")) {
            return new SortKey(text.substring(1), true, spot);
        }
        if (text.endsWith(":desc")) {
            return new SortKey(text.substring(0, text.length() - ":desc".length()), true, spot);
        }
        if (text.endsWith(":asc")) {
            return new SortKey(text.substring(0, text.length() - ":asc".length()), false, spot);
        }
        return new SortKey(text, text.equals("score"), spot);
    }
}
