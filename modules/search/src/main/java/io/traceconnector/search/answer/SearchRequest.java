package io.traceconnector.search.answer;

import io.traceconnector.search.query.Expression;
import io.traceconnector.search.query.Expression.Bound;
import io.traceconnector.search.query.Spot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search, whichever way it was asked.
 *
 * @param filters narrow the search without weighing anything
 * @param sort empty for the best first, and the newest first among equals
 * @param facets by the name under which each is answered
 * @param limit of hits on a page, from 0
 * @param cursor of the page before; as it was given
 * @param typos whether single words may have typos
 * @param explain whether each hit says why it scored
 */
public record SearchRequest(
        Expression query,
        List<Expression> filters,
        List<SortKey> sort,
        Map<String, FacetRequest> facets,
        Optional<HighlightRequest> highlight,
        Unit unit,
        int limit,
        Optional<String> cursor,
        boolean typos,
        boolean explain) {

    public SearchRequest {
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
    }

    /** What a hit is. */
    public enum Unit {
        LINKS,
        /** A trace of which any visible link matches, shown as its head: the visible link of the highest priority. */
        TRACES
    }

    /** @param field of the data or of the link; {@code score} for how well a hit matches */
    public record SortKey(String field, boolean descending, Spot spot) {}

    /** @param ranges empty to count each value; else only the ranges are counted */
    public record FacetRequest(String field, int size, List<FacetRange> ranges, Spot spot) {
        public FacetRequest {
            ranges = List.copyOf(ranges);
        }
    }

    /** From a bound on and below another, either of which may be missing. */
    public record FacetRange(String name, Optional<Bound> from, Optional<Bound> to) {}

    /**
     * @param before put before each found word
     * @param after put after it
     * @param escape whether the text around is escaped for HTML
     * @param fragments of each field
     */
    public record HighlightRequest(String before, String after, boolean escape, int fragments) {}
}
