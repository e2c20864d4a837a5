package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.http.ApiException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds tags to traces and takes them away. */
final class TagChanges {

    private static final int MOST_TAG_LENGTH = 100;

    private TagChanges() {}

    /** What a client gets back. */
    record Changed(@Nullable String clientMutationId, TraceNode trace) {}

    static Changed add(TraceView view, DataFetchingEnvironment field) throws IOException {
        Map<String, Object> input = input(field);
        TraceNode trace = trace(view, input);
        try {
            view.tags().add(trace.id(), tags(input));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
        return new Changed((String) input.get("clientMutationId"), trace);
    }

    static Changed remove(TraceView view, DataFetchingEnvironment field) throws IOException {
        Map<String, Object> input = input(field);
        TraceNode trace = trace(view, input);
        view.tags().remove(trace.id(), tags(input));
        return new Changed((String) input.get("clientMutationId"), trace);
    }

    private static Map<String, Object> input(DataFetchingEnvironment field) {
        return field.getArgumentOrDefault("input", Map.of());
    }

    private static TraceNode trace(TraceView view, Map<String, Object> input) throws IOException {
        if (!(input.get("traceRowId") instanceof String id)) {
            throw ApiException.badRequest("traceRowId is missing");
        }
        return view.trace(UUID.fromString(id)).orElseThrow(() -> ApiException.badRequest("trace " + id + " not found"));
    }

    private static List<String> tags(Map<String, Object> input) {
        if (!(input.get("tags") instanceof List<?> given)) {
            throw ApiException.badRequest("tags are missing");
        }
        List<String> tags =
                given.stream().filter(Objects::nonNull).map(String::valueOf).toList();
        if (tags.stream().anyMatch(tag -> tag.isEmpty() || tag.length() > MOST_TAG_LENGTH)) {
            throw ApiException.badRequest("a tag has 1 to " + MOST_TAG_LENGTH + " characters");
        }
        return tags;
    }
}
