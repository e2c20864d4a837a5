package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchRequest.FacetRange;
import io.traceconnector.search.answer.SearchRequest.FacetRequest;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.NumericUtils;

/** Makes the counters of a request's facets. */
final class Facets {

    private final CallerSearcher searcher;
    private final VisibleFields fields;
    private final QueryCompiler compiler;
    private final Visibility visibility;

    Facets(CallerSearcher searcher, VisibleFields fields, QueryCompiler compiler, Visibility visibility) {
        this.searcher = searcher;
        this.fields = fields;
        this.compiler = compiler;
        this.visibility = visibility;
    }

    Map<String, FacetCounter> counters(Map<String, FacetRequest> requests) throws IOException {
        Map<String, FacetCounter> counters = new LinkedHashMap<>();
        for (Map.Entry<String, FacetRequest> request : requests.entrySet()) {
            counters.put(request.getKey(), counter(request.getValue()));
        }
        return counters;
    }

    private FacetCounter counter(FacetRequest request) throws IOException {
        if (!request.ranges().isEmpty()) {
            return new RangeFacet(searcher, ranges(request));
        }
        String field = request.field();
        if (field.equals(LinkField.ORGANISATION.path())) {
            return new TextFacet(FieldNames.OWNER, request.size(), visibility::organisation);
        }
        Kind kind = fields.main(field, request.spot());
        String indexed = QueryCompiler.sorted(field, kind);
        return switch (kind) {
            case TEXT, KEYWORD, BOOLEAN -> new TextFacet(indexed, request.size(), Optional::of);
            case NUMBER -> new NumberFacet(indexed, request.size(), Facets::number);
            case DATE ->
                new NumberFacet(
                        indexed,
                        request.size(),
                        millis -> Instant.ofEpochMilli(millis).toString());
        };
    }

    private Map<String, Query> ranges(FacetRequest request) throws IOException {
        Map<String, Query> ranges = new LinkedHashMap<>();
        for (FacetRange range : request.ranges()) {
            Expression.Range asked = new Expression.Range(request.field(), range.from(), range.to(), request.spot());
            ranges.put(range.name(), compiler.compile(asked));
        }
        return ranges;
    }

    private static String number(long bits) {
        BigDecimal value =
                BigDecimal.valueOf(NumericUtils.sortableLongToDouble(bits)).stripTrailingZeros();
        return Math.abs(value.scale()) > 40 ? value.toString() : value.toPlainString();
    }
}
