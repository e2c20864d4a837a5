package io.traceconnector.sandbox.graphql;

import io.traceconnector.sandbox.http.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client posts: {@code {"query","variables","operationName"}}; other members are ignored. */
record GraphQlRequest(String query, Map<String, @Nullable Object> variables, Optional<String> operation) {

    /** @throws ApiException 400 where a member is not of its kind */
    static GraphQlRequest of(Map<?, ?> body) {
        if (!(body.get("query") instanceof String query)) {
            throw ApiException.badRequest("the body has no query");
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        switch (body.get("variables")) {
            case null -> {}
            case Map<?, ?> given -> given.forEach((name, value) -> variables.put(String.valueOf(name), value));
            default -> throw ApiException.badRequest("variables must be an object");
        }
        return switch (body.get("operationName")) {
            case null -> new GraphQlRequest(query, variables, Optional.empty());
            case String name -> new GraphQlRequest(query, variables, Optional.of(name));
            default -> throw ApiException.badRequest("operationName must be text");
        };
    }
}
