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
import tools.jackson.core.json.JsonFactory;

/** A link's own metadata without its recipients: those are long, and say nothing to a reader. */
final class Metadata {

    static final Json NONE = Json.of("null".getBytes(StandardCharsets.US_ASCII));

    private static final JsonFactory JSON = new JsonFactory();

    private Metadata() {}

    /** JSON {@code null} where the bytes are not JSON. */
    static Json withoutRecipients(byte[] metadata) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), metadata);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), kept)) {
            copy(in, out);
            if (in.nextToken() != null) {
                return NONE;
            }
        } catch (JacksonException e) {
            return NONE;
        }
        return Json.of(kept.toByteArray());
    }

    private static void copy(JsonParser in, JsonGenerator out) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            out.copyCurrentStructureExact(in);
            return;
        }
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            if (in.currentName().equalsIgnoreCase("recipients")) {
                in.nextToken();
                in.skipChildren();
            } else {
                out.copyCurrentStructureExact(in);
            }
        }
        out.writeEndObject();
    }
}
