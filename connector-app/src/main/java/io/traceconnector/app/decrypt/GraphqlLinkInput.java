package io.traceconnector.app.decrypt;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One input of {@code createLink} or {@code createLinks}, variables resolved; what is absent is JSON {@code null}.
 *
 * @param link as the caller gave it, nothing checked: any JSON
 * @param data the form beside it
 * @param others every further member of the input
 */
public record GraphqlLinkInput(JsonNode link, JsonNode data, ObjectNode others) {

    /** Names no content. */
    @Override
    public String toString() {
        return "GraphqlLinkInput";
    }
}
