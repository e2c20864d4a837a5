package io.traceconnector.search;

import io.traceconnector.api.Routes.Description;
import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the OpenAPI document says of the routes. */
final class RouteDescriptions {

    private static final List<Failure> FAILURES = List.of(
            new Failure(400, "bad_query"),
            new Failure(400, "unknown_field"),
            new Failure(400, "too_complex"),
            new Failure(400, "bad_cursor"),
            new Failure(410, "cursor_expired"),
            new Failure(503, "search_timeout"),
            new Failure(503, "search_unavailable"));

    private RouteDescriptions() {}

    static Description byParameters() {
        return new Description(
                "Search links, or traces by their links",
                List.of(
                        parameter(
                                "q",
                                "words, \"phrases\", field:value, field:[a TO b], field:>=5, pre*, w?ld, typo~, AND OR NOT + - ( ), boost^2; *:* is everything",
                                "{\"type\":\"string\"}"),
                        parameter(
                                "filter",
                                "narrows the search in the same language, without weighing; may be repeated",
                                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"),
                        parameter(
                                "sort",
                                "fields, separated by commas, each with - before it to descend; score is the best match",
                                "{\"type\":\"string\"}"),
                        parameter("limit", "hits on a page", "{\"type\":\"integer\",\"minimum\":0}"),
                        parameter("cursor", "next of the page before", "{\"type\":\"string\"}"),
                        parameter("unit", "what a hit is", "{\"type\":\"string\",\"enum\":[\"links\",\"traces\"]}"),
                        parameter(
                                "facet",
                                "a field whose values are counted; may be repeated",
                                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"),
                        parameter("facet-size", "values of each facet", "{\"type\":\"integer\",\"minimum\":0}"),
                        parameter("highlight", "fragments with the found words marked", "{\"type\":\"boolean\"}"),
                        parameter("typos", "whether single words may have typos", "{\"type\":\"boolean\"}"),
                        parameter(
                                "operator",
                                "how words beside each other are joined",
                                "{\"type\":\"string\",\"enum\":[\"and\",\"or\"]}"),
                        parameter("explain", "why each hit matched", "{\"type\":\"boolean\"}")),
                Optional.empty(),
                schema("answer"),
                FAILURES);
    }

    static Description byBody() {
        return new Description(
                "Search links, or traces by their links, with a structured query",
                List.of(),
                Optional.of(schema("request")),
                schema("answer"),
                FAILURES);
    }

    static Description fields() {
        return new Description(
                "The fields of the links that the caller sees",
                List.of(),
                Optional.empty(),
                schema("fields"),
                List.of(new Failure(503, "search_unavailable")));
    }

    private static Parameter parameter(String name, String description, String schema) {
        return new Parameter(name, description, JsonMapper.shared().readTree(schema), false);
    }

    private static JsonNode schema(String name) {
        return Schemas.ALL.get(name);
    }

    /** Read once, from a file beside this class. */
    private static final class Schemas {
        private static final JsonNode ALL =
                JsonMapper.shared().readTree(RouteDescriptions.class.getResourceAsStream("schemas.json"));
    }
}
