package io.traceconnector.app.http;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes a link as applications see it: what is closed says why, and never holds data. */
final class SegmentView {

    private SegmentView() {}

    static void write(JsonGenerator out, Segment segment) {
        out.writeStartObject();
        out.writeStringProperty("hash", segment.hash().hex());
        out.writeStringProperty("trace", segment.trace().value());
        out.writeStringProperty("workflow", segment.feed().workflow().value());
        out.writeStringProperty("organisation", segment.feed().organisation().value());
        writeParent(out, segment.parent());
        out.writeNumberProperty("priority", segment.priority());
        out.writeStringProperty("action", segment.action());
        out.writeStringProperty("state", segment.state());
        out.writeArrayPropertyStart("tags");
        segment.tags().forEach(out::writeString);
        out.writeEndArray();
        out.writeArrayPropertyStart("references");
        segment.references().forEach(reference -> out.writeString(reference.hex()));
        out.writeEndArray();
        writeJson(out, "metadata", segment.metadata());
        writePayload(out, segment.payload());
        writeVerification(out, segment.verification());
        out.writeEndObject();
    }

    private static void writeParent(JsonGenerator out, Optional<LinkHash> parent) {
        if (parent.isPresent()) {
            out.writeStringProperty("parent", parent.get().hex());
        } else {
            out.writeNullProperty("parent");
        }
    }

    private static void writePayload(JsonGenerator out, Payload payload) {
        switch (payload) {
            case Payload.Opened opened -> writeData(out, "opened", opened.data());
            case Payload.Plain plain -> writeData(out, "plain", plain.data());
            case Payload.NotForUs notForUs -> writeClosed(out, "not-for-us");
            case Payload.Closed closed -> writeClosed(out, closed.reason().code());
        }
    }

    private static void writeData(JsonGenerator out, String outcome, Json data) {
        out.writeStringProperty("outcome", outcome);
        writeJson(out, "data", data);
    }

    private static void writeClosed(JsonGenerator out, String reason) {
        out.writeStringProperty("outcome", "closed");
        out.writeStringProperty("reason", reason);
    }

    private static void writeVerification(JsonGenerator out, Verification verification) {
        out.writeObjectPropertyStart("verification");
        out.writeBooleanProperty("verified", verification.verified());
        out.writeBooleanProperty("hashMatches", verification.hashMatches());
        out.writeStringProperty("signer", lower(verification.signer()));
        out.writeArrayPropertyStart("signatures");
        for (Verification.SignatureCheck check : verification.signatures()) {
            out.writeStartObject();
            out.writeBooleanProperty("valid", check.valid());
            out.writeStringProperty("covers", lower(check.covers()));
            check.account().ifPresent(account -> out.writeStringProperty("account", account));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringProperty("parent", lower(verification.parent()));
        out.writeEndObject();
    }

    private static void writeJson(JsonGenerator out, String name, Json json) {
        out.writeName(name);
        out.writeRawValue(json.text());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
