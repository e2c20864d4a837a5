package io.traceconnector.sandbox.trace;

import io.traceconnector.chainscript.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Trace's clients write into a link's metadata. Ids are text, or numbers. */
record LinkMetadata(
        Optional<String> configId, Optional<String> groupId, Optional<String> createdBy, List<String> inputs) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Whatever is not there, or not of its kind, is empty. */
    static LinkMetadata of(Link link) {
        JsonNode metadata = read(link);
        List<String> inputs = new ArrayList<>();
        metadata.path("inputs").forEach(input -> id(input).ifPresent(inputs::add));
        return new LinkMetadata(
                id(metadata.path("configId")),
                id(metadata.path("groupId")),
                id(metadata.path("createdByAccountId")),
                List.copyOf(inputs));
    }

    private static JsonNode read(Link link) {
        try {
            return link.meta().data().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(link.meta().data().toByteArray());
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static Optional<String> id(JsonNode value) {
        return value.isString() || value.isIntegralNumber() ? Optional.of(value.asString()) : Optional.empty();
    }
}
