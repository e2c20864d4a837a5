package io.traceconnector.app.decrypt;

import io.traceconnector.api.ProblemException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object around a GraphQL request. Its values nest at most 128 deep, its numbers have at most 1,000 characters; duplicate keys are
 * refused at every level, because two readers may take different ones. {@code extensions} is dropped: nothing of it was judged.
 */
record GraphqlEnvelope(String query, ObjectNode variables, Optional<String> operationName) {

    private static final Set<String> MEMBERS = Set.of("query", "variables", "operationName", "extensions");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(128)
                            .maxNumberLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static GraphqlEnvelope parse(byte[] body) {
        if (!(tree(body) instanceof ObjectNode object)) {
            throw malformed("the body must be one JSON object");
        }
        for (String name : object.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                throw malformed("the body may have the members query, variables, operationName and extensions only");
            }
        }
        if (object.path("extensions").isValueNode()
                && !object.path("extensions").isNull()) {
            throw malformed("extensions must be an object");
        }
        if (!object.path("query").isString()) {
            throw malformed("query must be text");
        }
        return new GraphqlEnvelope(object.path("query").stringValue(), variables(object), operationName(object));
    }

    /** The request as it goes upstream, with this document in place of the text that was parsed. */
    byte[] with(String document) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("query", document);
        if (!variables.isEmpty()) {
            body.set("variables", variables);
        }
        operationName.ifPresent(name -> body.put("operationName", name));
        return MAPPER.writeValueAsBytes(body);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw malformed("the body must be one JSON object without duplicate keys, nested at most 128 deep");
        }
    }

    private static ObjectNode variables(ObjectNode object) {
        JsonNode variables = object.path("variables");
        if (variables.isMissingNode() || variables.isNull()) {
            return MAPPER.createObjectNode();
        }
        if (variables instanceof ObjectNode given) {
            return given;
        }
        throw malformed("variables must be an object");
    }

    private static Optional<String> operationName(ObjectNode object) {
        JsonNode name = object.path("operationName");
        if (name.isMissingNode() || name.isNull()) {
            return Optional.empty();
        }
        if (!name.isString()) {
            throw malformed("operationName must be text");
        }
        return Optional.of(name.stringValue()).filter(text -> !text.isEmpty());
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(400, "graphql_body_malformed", detail);
    }
}
