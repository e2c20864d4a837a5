package io.traceconnector.search.query;

import io.traceconnector.search.query.Expression.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a structured query: an object with one member that says what it is.
 *
 * <pre>
 * {"all": true}
 * {"text": {"query": "pump OR valve", "operator": "and|or"}}        the language of {@link QueryText}; or the text alone
 * {"match": {"field": "notes", "text": "broken seal"}}              words, in any order; typos allowed in a single one
 * {"phrase": {"field": "notes", "text": "broken seal", "slop": 1}}
 * {"equals": {"field": "status", "value": "OPEN"}}                  the value itself
 * {"in": {"field": "status", "values": ["OPEN", "HELD"]}}
 * {"range": {"field": "amount", "gte": 10, "lt": 20}}               also gt, lte
 * {"prefix": {"field": "ref", "text": "PO-"}}, {"wildcard": {…}}, {"fuzzy": {…, "edits": 1}}
 * {"exists": {"field": "invoice.due"}}
 * {"and": […]}, {"or": […]}, {"not": {…}}, {"boost": {"query": {…}, "factor": 2}}
 * </pre>
 *
 * Without {@code field} the words of the whole link are meant.
 */
public final class QueryTree {

    private static final Set<String> KINDS = Set.of(
            "all",
            "text",
            "match",
            "phrase",
            "equals",
            "in",
            "range",
            "prefix",
            "wildcard",
            "fuzzy",
            "exists",
            "and",
            "or",
            "not",
            "boost");
    private static final int LIST = 1024;

    private final QueryLimits.Budget budget;
    private final Operator operator;

    private QueryTree(QueryLimits.Budget budget, Operator operator) {
        this.budget = budget;
        this.operator = operator;
    }

    /**
     * @param node a structured query, or a query text
     * @throws io.traceconnector.api.ProblemException 400 {@code bad_query}, {@code too_complex}
     */
    public static Expression read(JsonNode node, Spot spot, QueryLimits.Budget budget, Operator operator) {
        return new QueryTree(budget, operator).expression(node, spot, 1);
    }

    private Expression expression(JsonNode node, Spot spot, int depth) {
        budget.depth(depth, spot);
        if (node.isString()) {
            return QueryText.read(node.asString(), spot.in(), budget, operator);
        }
        JsonForm.of(node, spot, KINDS);
        if (node.size() != 1) {
            throw BadQuery.at(spot, "a query is an object with one member, which says what it is", "{\"and\": […]}");
        }
        String kind = node.propertyNames().iterator().next();
        JsonNode value = node.get(kind);
        Spot below = spot.below(kind);
        return switch (kind) {
            case "and" -> Expression.all(expressions(value, below, depth));
            case "or" -> Expression.any(expressions(value, below, depth));
            case "not" -> Expression.not(expression(value, below, depth + 1));
            case "boost" -> boost(JsonForm.of(value, below, Set.of("query", "factor")), depth);
            case "all" -> new Expression.Everything();
            default -> {
                budget.clause(below);
                yield clause(kind, value, below);
            }
        };
    }

    private List<Expression> expressions(JsonNode value, Spot spot, int depth) {
        if (!value.isArray() || value.isEmpty() || value.size() > LIST) {
            throw BadQuery.at(spot, "a list of 1 to " + LIST + " queries must stand here", "[{…}]");
        }
        List<Expression> expressions = new ArrayList<>();
        for (JsonNode element : value) {
            expressions.add(expression(element, spot.below(expressions.size()), depth + 1));
        }
        return expressions;
    }

    private Expression boost(JsonForm form, int depth) {
        Expression inner = expression(form.require("query"), form.spot("query"), depth + 1);
        double factor = form.require("factor").asDouble(-1);
        if (!(factor >= 0 && factor <= 1000)) {
            throw BadQuery.at(form.spot("factor"), "a weight is a number from 0 to 1000", "2");
        }
        return new Expression.Boosted(inner, (float) factor);
    }

    private Expression clause(String kind, JsonNode value, Spot spot) {
        return switch (kind) {
            case "text" -> text(value, spot);
            case "match" -> {
                JsonForm form = JsonForm.of(value, spot, Set.of("field", "text"));
                yield words(form.optionalText("field"), form.text("text"), spot);
            }
            case "phrase" -> {
                JsonForm form = JsonForm.of(value, spot, Set.of("field", "text", "slop"));
                int slop = form.number("slop", 0, 0, 999);
                yield new Expression.Words(form.optionalText("field"), form.text("text"), true, slop, spot);
            }
            case "equals" -> {
                JsonForm form = JsonForm.of(value, spot, Set.of("field", "value"));
                yield new Expression.OneOf(form.text("field"), List.of(form.text("value")), spot);
            }
            case "in" -> in(JsonForm.of(value, spot, Set.of("field", "values")));
            case "range" -> range(JsonForm.of(value, spot, Set.of("field", "gt", "gte", "lt", "lte")));
            case "exists" ->
                new Expression.Present(JsonForm.of(value, spot, Set.of("field")).text("field"), spot);
            default -> pattern(kind, value, spot);
        };
    }

    private Expression text(JsonNode value, Spot spot) {
        if (value.isString()) {
            return QueryText.read(value.asString(), spot.in(), budget, operator);
        }
        JsonForm form = JsonForm.of(value, spot, Set.of("query", "operator"));
        Operator joined = form.choice("operator", Set.of("and", "or"))
                .map(name -> name.equals("or") ? Operator.OR : Operator.AND)
                .orElse(operator);
        return QueryText.read(form.text("query"), form.spot("query").in(), budget, joined);
    }

    /** Each word by itself, so that each may have its typos. */
    private Expression words(Optional<String> field, String text, Spot spot) {
        List<Expression> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (!words.isEmpty()) {
                budget.clause(spot);
            }
            words.add(new Expression.Words(field, word, false, 0, spot));
        }
        return operator == Operator.AND ? Expression.all(words) : Expression.any(words);
    }

    private static Expression in(JsonForm form) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : form.list("values", LIST)) {
            values.add(JsonForm.scalar(value, form.spot("values").below(values.size())));
        }
        if (values.isEmpty()) {
            throw BadQuery.at(form.spot("values"), "at least one value must stand here", "[\"…\"]");
        }
        return new Expression.OneOf(form.text("field"), values, form.spot());
    }

    private static Expression range(JsonForm form) {
        Optional<Bound> lower = bound(form, "gte", "gt");
        Optional<Bound> upper = bound(form, "lte", "lt");
        if (lower.isEmpty() && upper.isEmpty()) {
            throw BadQuery.at(form.spot(), "a range needs gt, gte, lt or lte", "{\"gte\": …}");
        }
        return new Expression.Range(form.text("field"), lower, upper, form.spot());
    }

    private static Optional<Bound> bound(JsonForm form, String inclusive, String exclusive) {
        if (form.has(inclusive) && form.has(exclusive)) {
            throw BadQuery.at(form.spot(exclusive), "either " + inclusive + " or " + exclusive, inclusive);
        }
        return form.optionalText(inclusive)
                .map(value -> new Bound(value, true))
                .or(() -> form.optionalText(exclusive).map(value -> new Bound(value, false)));
    }

    private static Expression pattern(String kind, JsonNode value, Spot spot) {
        JsonForm form = JsonForm.of(
                value, spot, kind.equals("fuzzy") ? Set.of("field", "text", "edits") : Set.of("field", "text"));
        Optional<String> field = form.optionalText("field");
        String text = form.text("text");
        return switch (kind) {
            case "fuzzy" -> new Expression.Fuzzy(field, text, form.number("edits", 2, 1, 2), spot);
            case "prefix" -> new Expression.Pattern(field, text.replaceAll("([\\\\*?])", "\\\\$1") + "*", spot);
            default -> new Expression.Pattern(field, text, spot);
        };
    }
}
