package io.traceconnector.search;

import io.traceconnector.search.answer.SearchRequest;
import io.traceconnector.search.answer.SearchRequest.FacetRequest;
import io.traceconnector.search.answer.SearchRequest.HighlightRequest;
import io.traceconnector.search.answer.SearchRequest.SortKey;
import io.traceconnector.search.answer.SearchRequest.Unit;
import io.traceconnector.search.query.BadQuery;
import io.traceconnector.search.query.Expression;
import io.traceconnector.search.query.Operator;
import io.traceconnector.search.query.QueryLimits;
import io.traceconnector.search.query.QueryText;
import io.traceconnector.search.query.Spelling;
import io.traceconnector.search.query.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a search from the parameters of a URL. */
final class QueryParameters {

    private static final Set<String> REPEATED = Set.of("filter", "sort", "facet");
    private static final Set<String> NAMES = Set.of(
            "q",
            "filter",
            "sort",
            "facet",
            "facet-size",
            "highlight",
            "unit",
            "limit",
            "cursor",
            "typos",
            "operator",
            "explain");

    private final Map<String, List<String>> given;
    private final SearchConfig config;

    private QueryParameters(Map<String, List<String>> given, SearchConfig config) {
        this.given = given;
        this.config = config;
    }

    /** @throws io.traceconnector.api.ProblemException 400 {@code bad_query}, {@code too_complex} */
    static SearchRequest read(Map<String, List<String>> given, SearchConfig config) {
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            String name = parameter.getKey();
            if (!NAMES.contains(name)) {
                String known = String.join(", ", NAMES.stream().sorted().toList());
                throw BadQuery.at(
                        new Spot(name, 0),
                        "there is no parameter of this name",
                        Spelling.closest(name, NAMES).orElse(known));
            }
            int most = REPEATED.contains(name) ? RequestParts.MOST : 1;
            if (parameter.getValue().size() > most) {
                throw BadQuery.at(new Spot(name, 0), "given more than " + most + " times", name + "=…");
            }
        }
        return new QueryParameters(given, config).request();
    }

    private SearchRequest request() {
        QueryLimits.Budget budget = RequestParts.limits(config).budget();
        Operator operator = RequestParts.operator(choice(
                "operator", List.of("and", "or"), config.operator().name().toLowerCase(java.util.Locale.ROOT)));
        List<Expression> filters = new ArrayList<>();
        for (String filter : all("filter")) {
            filters.add(QueryText.read(filter, "filter", budget, operator));
        }
        return new SearchRequest(
                QueryText.read(one("q").orElse(""), "q", budget, operator),
                filters,
                sort(),
                facets(),
                flag("highlight", false)
                        ? Optional.of(new HighlightRequest("<em>", "</em>", true, RequestParts.FRAGMENTS))
                        : Optional.empty(),
                choice("unit", List.of("links", "traces"), "links").equals("traces") ? Unit.TRACES : Unit.LINKS,
                number("limit", config.limit(), config.maxLimit()),
                one("cursor").filter(cursor -> !cursor.isEmpty()),
                flag("typos", true),
                flag("explain", false));
    }

    private List<SortKey> sort() {
        List<SortKey> keys = new ArrayList<>();
        for (String list : all("sort")) {
            int position = 0;
            for (String key : list.split(",", -1)) {
                if (!key.isBlank() && keys.size() < RequestParts.MOST) {
                    keys.add(RequestParts.sortKey(key.strip(), new Spot("sort", position)));
                }
                position += key.length() + 1;
            }
        }
        return keys;
    }

    private Map<String, FacetRequest> facets() {
        int size = number("facet-size", RequestParts.FACET_SIZE, RequestParts.MOST_FACET_SIZE);
        Map<String, FacetRequest> facets = new LinkedHashMap<>();
        for (String field : all("facet")) {
            facets.put(field, new FacetRequest(field, size, List.of(), new Spot("facet", 0)));
        }
        return facets;
    }

    private List<String> all(String name) {
        return given.getOrDefault(name, List.of());
    }

    private Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    private boolean flag(String name, boolean fallback) {
        String value = choice(name, List.of("true", "false", ""), Boolean.toString(fallback));
        return !value.equals("false");
    }

    private String choice(String name, List<String> choices, String fallback) {
        String value = one(name).orElse(fallback);
        if (!choices.contains(value)) {
            throw BadQuery.at(
                    new Spot(name, 0),
                    "must be one of " + choices,
                    name + "=" + Spelling.closest(value, choices).orElse(choices.getFirst()));
        }
        return value;
    }

    private int number(String name, int fallback, int most) {
        String value = one(name).orElse(Integer.toString(fallback));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > most) {
            throw BadQuery.at(new Spot(name, 0), "must be a whole number from 0 to " + most, name + "=" + most);
        }
        return Integer.parseInt(value);
    }
}
