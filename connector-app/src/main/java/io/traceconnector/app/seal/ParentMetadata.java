package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.chainscript.Bytes;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a link takes over from the one before it.
 *
 * @param group row id of the group that holds the trace
 * @param form of the last link that had one
 */
record ParentMetadata(String group, Optional<String> form) {

    /** @throws ProblemException where the parent does not say which group holds the trace */
    static ParentMetadata of(Parent parent) {
        JsonNode metadata = tree(parent.link().meta().data());
        String group = id(metadata, "groupId")
                .orElseThrow(() -> new ProblemException(
                        409,
                        "parent_without_group",
                        "Link " + parent.hash()
                                + " does not say which group holds its trace, so the trace cannot change hands."));
        return new ParentMetadata(group, id(metadata, "formId").or(() -> id(metadata, "lastFormId")));
    }

    private static JsonNode tree(Bytes data) {
        try {
            return data.isEmpty()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(data.toByteArray());
        } catch (JacksonException e) {
            // Another client's metadata may be anything.
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static Optional<String> id(JsonNode metadata, String name) {
        JsonNode value = metadata.path(name);
        return value.isString() || value.isIntegralNumber()
                ? Optional.of(value.asString()).filter(Predicate.not(String::isBlank))
                : Optional.empty();
    }
}
