package io.traceconnector.app.http;

import java.util.List;

/**
 * Something that can be asked of the connector.
 *
 * @param methods what it answers to; where {@code GET} is among them, {@code HEAD} is too
 * @param description what the OpenAPI document says of it
 */
record Operation(
        List<String> methods,
        PathTemplate path,
        Access access,
        BodyRule body,
        Handling handling,
        OperationDescription description) {

    Operation {
        methods = List.copyOf(methods);
    }

    /** Whether its errors have GraphQL's envelope. */
    boolean answersGraphql() {
        return description.tag().equals(OperationDescription.GRAPHQL);
    }

    boolean answersTo(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
