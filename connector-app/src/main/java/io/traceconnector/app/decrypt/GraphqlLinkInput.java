package io.traceconnector.app.decrypt;

import tools.jackson.databind.JsonNode;

/**
 * One input of {@code createLink} or {@code createLinks}, variables resolved; what is absent is JSON {@code null}.
 *
 * @param link as the caller gave it, nothing checked: any JSON
 * @param data the form beside it
 */
public record GraphqlLinkInput(JsonNode link, JsonNode data) {

    /** Names no content. */
    @Override
    public String toString() {
        return "GraphqlLinkInput";
    }
}
