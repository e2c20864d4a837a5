package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** A link's own metadata without its recipients: those are long, and say nothing to a reader. */
final class Metadata {

    static final Json NONE = Json.of("null".getBytes(StandardCharsets.US_ASCII));

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(100_000).build())
            .build();

    private Metadata() {}

    /** JSON {@code null} where the bytes are not JSON, or hold numbers of more than 100,000 characters. */
    static Json withoutRecipients(byte[] metadata) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), metadata);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), kept)) {
            in.nextToken();
            copyValue(in, out);
            if (in.nextToken() != null) {
                return NONE;
            }
        } catch (JacksonException e) {
            return NONE;
        }
        return kept.size() == 0 ? NONE : Json.of(kept.toByteArray());
    }

    /** Copies the value that the parser stands on; numbers keep their spelling. */
    private static void copyValue(JsonParser in, JsonGenerator out) {
        int depth = 0;
        for (JsonToken token = in.currentToken(); token != null; token = in.nextToken()) {
            if (depth == 1
                    && token == JsonToken.PROPERTY_NAME
                    && in.currentName().equalsIgnoreCase("recipients")) {
                in.nextToken();
                in.skipChildren();
                continue;
            }
            if (token.isNumeric()) {
                out.writeNumber(in.getString());
            } else {
                out.copyCurrentEvent(in);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }
}
