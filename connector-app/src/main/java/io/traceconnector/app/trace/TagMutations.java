package io.traceconnector.app.trace;

import io.traceconnector.api.TraceId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Adds and removes tags (trace-protocol section 5.4). */
final class TagMutations {

    private static final String ADD = mutation("addTagsToTrace");
    private static final String REMOVE = mutation("removeTagsFromTrace");

    private final DiscoveryQueries queries;

    TagMutations(DiscoveryQueries queries) {
        this.queries = queries;
    }

    private static String mutation(String field) {
        return "mutation tags($trace: UUID!, $tags: [String]!) { changed: " + field
                + "(input: {traceRowId: $trace, tags: $tags}) { trace { tags } } }";
    }

    List<String> add(Session session, TraceId trace, List<String> tags) {
        return change(session, ADD, trace, tags);
    }

    List<String> remove(Session session, TraceId trace, List<String> tags) {
        return change(session, REMOVE, trace, tags);
    }

    private List<String> change(Session session, String document, TraceId trace, List<String> tags) {
        JsonNode changed = queries.ask(session, document, Map.of("trace", trace.value(), "tags", tags))
                .path("changed")
                .path("trace");
        if (!changed.isObject()) {
            throw new TraceException(
                    Kind.REFUSED, "trace " + trace + " does not exist, or is not this organisation's to change");
        }
        List<String> all = new ArrayList<>();
        changed.path("tags").forEach(tag -> all.add(tag.asString("")));
        return List.copyOf(all);
    }
}
