package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the OpenAPI document says of an operation.
 *
 * @param tag groups it
 * @param headers parameters in headers
 * @param requestBody its schema; empty where there is none, or no JSON
 * @param answer what comes where all is well
 */
record OperationDescription(
        String tag,
        String summary,
        List<Parameter> query,
        List<Parameter> headers,
        Optional<JsonNode> requestBody,
        Answer answer,
        List<Failure> failures) {

    /** The tag of operations that keep GraphQL's envelope. */
    static final String GRAPHQL = "graphql";

    OperationDescription {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        failures = List.copyOf(failures);
    }

    /** An answer's status and media type, and its schema where it is JSON. */
    record Answer(int status, String mediaType, Optional<JsonNode> schema) {

        Answer(String mediaType, Optional<JsonNode> schema) {
            this(200, mediaType, schema);
        }
    }

    static OperationDescription of(String tag, String summary, Answer answer, Failure... failures) {
        return new OperationDescription(
                tag, summary, List.of(), List.of(), Optional.empty(), answer, List.of(failures));
    }

    OperationDescription withQuery(Parameter... parameters) {
        return new OperationDescription(tag, summary, List.of(parameters), headers, requestBody, answer, failures);
    }

    OperationDescription withHeaders(Parameter... parameters) {
        return new OperationDescription(tag, summary, query, List.of(parameters), requestBody, answer, failures);
    }

    OperationDescription withBody(JsonNode schema) {
        return new OperationDescription(tag, summary, query, headers, Optional.of(schema), answer, failures);
    }
}
