package io.traceconnector.app.callers.tokens;

import tools.jackson.databind.JsonNode;

/** What a client is told about a token, or about its end. */
public record Inspected(TokenDeed deed, JsonNode answer) {}
