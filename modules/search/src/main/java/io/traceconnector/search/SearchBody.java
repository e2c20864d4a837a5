package io.traceconnector.search;

import io.traceconnector.api.ProblemException;
import io.traceconnector.search.answer.SearchRequest;
import io.traceconnector.search.answer.SearchRequest.FacetRange;
import io.traceconnector.search.answer.SearchRequest.FacetRequest;
import io.traceconnector.search.answer.SearchRequest.HighlightRequest;
import io.traceconnector.search.answer.SearchRequest.SortKey;
import io.traceconnector.search.answer.SearchRequest.Unit;
import io.traceconnector.search.query.BadQuery;
import io.traceconnector.search.query.Expression;
import io.traceconnector.search.query.Expression.Bound;
import io.traceconnector.search.query.JsonForm;
import io.traceconnector.search.query.Operator;
import io.traceconnector.search.query.QueryLimits;
import io.traceconnector.search.query.QueryTree;
import io.traceconnector.search.query.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a search from a body of JSON. */
final class SearchBody {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Set<String> MEMBERS = Set.of(
            "query",
            "filters",
            "sort",
            "facets",
            "highlight",
            "unit",
            "limit",
            "cursor",
            "typos",
            "operator",
            "explain");

    private final JsonForm form;
    private final SearchConfig config;

    private SearchBody(JsonForm form, SearchConfig config) {
        this.form = form;
        this.config = config;
    }

    /** @throws ProblemException 400 {@code bad_query}, {@code too_complex} */
    static SearchRequest read(byte[] body, SearchConfig config) {
        return new SearchBody(JsonForm.root(parse(body), MEMBERS), config).request();
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException bad) {
            TokenStreamLocation location = bad.getLocation();
            int position = location == null ? 0 : (int) Math.clamp(location.getByteOffset(), 0, body.length);
            throw BadQuery.at(new Spot("", position), "the body is not one JSON object", "{\"query\": \"…\"}");
        }
    }

    private SearchRequest request() {
        QueryLimits.Budget budget = RequestParts.limits(config).budget();
        Operator operator = form.choice("operator", Set.of("and", "or"))
                .map(RequestParts::operator)
                .orElse(config.operator());
        return new SearchRequest(
                form.has("query")
                        ? QueryTree.read(form.require("query"), form.spot("query"), budget, operator)
                        : new Expression.Everything(),
                filters(budget, operator),
                sort(),
                facets(),
                highlight(),
                form.choice("unit", Set.of("links", "traces"))
                                .filter("traces"::equals)
                                .isPresent()
                        ? Unit.TRACES
                        : Unit.LINKS,
                form.number("limit", config.limit(), 0, config.maxLimit()),
                form.optionalText("cursor"),
                form.flag("typos", true),
                form.flag("explain", false));
    }

    private List<Expression> filters(QueryLimits.Budget budget, Operator operator) {
        List<Expression> filters = new ArrayList<>();
        for (JsonNode filter : form.list("filters", RequestParts.MOST)) {
            Spot spot = new Spot("/filters/" + filters.size(), 0);
            filters.add(QueryTree.read(filter, spot, budget, operator));
        }
        return filters;
    }

    private List<SortKey> sort() {
        List<SortKey> keys = new ArrayList<>();
        for (JsonNode key : form.list("sort", RequestParts.MOST)) {
            Spot spot = new Spot("/sort/" + keys.size(), 0);
            if (key.isString()) {
                keys.add(RequestParts.sortKey(key.asString(), spot));
            } else {
                JsonForm inner = JsonForm.of(key, spot, Set.of("field", "order"));
                String order = inner.choice("order", Set.of("asc", "desc")).orElse("asc");
                keys.add(new SortKey(inner.text("field"), order.equals("desc"), spot));
            }
        }
        return keys;
    }

    private Map<String, FacetRequest> facets() {
        Map<String, FacetRequest> facets = new LinkedHashMap<>();
        if (!form.has("facets")) {
            return facets;
        }
        JsonNode all = form.require("facets");
        Spot spot = form.spot("facets");
        if (!all.isObject() || all.size() > RequestParts.MOST) {
            throw BadQuery.at(
                    spot, "an object of at most " + RequestParts.MOST + " facets must stand here", "{\"name\": {…}}");
        }
        for (Map.Entry<String, JsonNode> facet : all.properties()) {
            Spot inner = new Spot("/facets/" + facet.getKey(), 0);
            facets.put(facet.getKey(), facet(JsonForm.of(facet.getValue(), inner, Set.of("field", "size", "ranges"))));
        }
        return facets;
    }

    private static FacetRequest facet(JsonForm facet) {
        List<FacetRange> ranges = new ArrayList<>();
        for (JsonNode range : facet.list("ranges", RequestParts.MOST)) {
            Spot spot = new Spot(facet.spot("ranges").in() + "/" + ranges.size(), 0);
            ranges.add(range(JsonForm.of(range, spot, Set.of("name", "from", "to"))));
        }
        int size = facet.number("size", RequestParts.FACET_SIZE, 1, RequestParts.MOST_FACET_SIZE);
        return new FacetRequest(facet.text("field"), size, ranges, facet.spot());
    }

    private static FacetRange range(JsonForm range) {
        Optional<String> from = range.optionalText("from");
        Optional<String> to = range.optionalText("to");
        if (from.isEmpty() && to.isEmpty()) {
            throw BadQuery.at(range.spot(), "a range needs from or to", "{\"from\": …}");
        }
        String name = range.optionalText("name").orElse(from.orElse("*") + " to " + to.orElse("*"));
        return new FacetRange(
                name, from.map(value -> new Bound(value, true)), to.map(value -> new Bound(value, false)));
    }

    private Optional<HighlightRequest> highlight() {
        if (!form.has("highlight")) {
            return Optional.empty();
        }
        JsonNode value = form.require("highlight");
        if (value.isBoolean()) {
            return value.asBoolean()
                    ? Optional.of(new HighlightRequest("<em>", "</em>", true, RequestParts.FRAGMENTS))
                    : Optional.empty();
        }
        JsonForm inner = JsonForm.of(value, form.spot("highlight"), Set.of("before", "after", "escape", "fragments"));
        return Optional.of(new HighlightRequest(
                marker(inner, "before", "<em>"),
                marker(inner, "after", "</em>"),
                inner.choice("escape", Set.of("html", "none"))
                        .filter("none"::equals)
                        .isEmpty(),
                inner.number("fragments", RequestParts.FRAGMENTS, 1, 20)));
    }

    private static String marker(JsonForm form, String name, String fallback) {
        String marker = form.optionalText(name).orElse(fallback);
        if (marker.length() > 64) {
            throw BadQuery.at(form.spot(name), "a marker has at most 64 characters", fallback);
        }
        return marker;
    }
}
