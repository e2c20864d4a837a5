package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.api.WorkflowId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A link but for its data and metadata as JSON, in the form in which it is stored and shown. */
public final class LinkCodec {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private LinkCodec() {}

    static byte[] encode(Segment link) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            writeMembers(link, json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Writes the members of the object that shows a link, without braces, data and metadata. */
    public static void writeMembers(Segment link, JsonGenerator json) {
        json.writeStringProperty("linkHash", link.hash().hex());
        json.writeStringProperty("traceId", link.trace().value());
        json.writeStringProperty("workflowId", link.feed().workflow().value());
        link.parent().ifPresent(parent -> json.writeStringProperty("parent", parent.hex()));
        json.writeNumberProperty("priority", link.priority());
        json.writeStringProperty("action", link.action());
        json.writeStringProperty("state", link.state());
        writeTexts("tags", link.tags(), json);
        writeTexts("references", link.references().stream().map(LinkHash::hex).toList(), json);
        json.writeBooleanProperty("encrypted", link.payload() instanceof Payload.Opened);
        writeVerification(link.verification(), json);
    }

    private static void writeTexts(String name, List<String> texts, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeVerification(Verification verification, JsonGenerator json) {
        json.writeObjectPropertyStart("verification");
        json.writeBooleanProperty("verified", verification.verified());
        json.writeStringProperty("signer", spell(verification.signer()));
        json.writeBooleanProperty("hashMatches", verification.hashMatches());
        json.writeStringProperty("parent", spell(verification.parent()));
        json.writeArrayPropertyStart("signatures");
        for (Verification.SignatureCheck check : verification.signatures()) {
            json.writeStartObject();
            json.writeBooleanProperty("valid", check.valid());
            json.writeStringProperty("covers", spell(check.covers()));
            check.account().ifPresent(account -> json.writeStringProperty("account", account));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static String spell(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Segment decode(byte[] stored, Json metadata, Json data) {
        JsonNode tree = MAPPER.readTree(stored);
        return new Segment(
                new Feed(new OrganisationId("-"), new WorkflowId(text(tree, "workflowId"))),
                Optional.empty(),
                new LinkHash(text(tree, "linkHash")),
                new TraceId(text(tree, "traceId")),
                Optional.ofNullable(tree.get("parent")).map(node -> new LinkHash(node.asString())),
                tree.get("priority").asDouble(),
                text(tree, "action"),
                text(tree, "state"),
                list(tree.get("tags"), JsonNode::asString),
                list(tree.get("references"), node -> new LinkHash(node.asString())),
                metadata,
                tree.get("encrypted").asBoolean() ? new Payload.Opened(data) : new Payload.Plain(data),
                verification(tree.get("verification")));
    }

    private static Verification verification(JsonNode tree) {
        return new Verification(
                tree.get("hashMatches").asBoolean(),
                list(tree.get("signatures"), LinkCodec::check),
                Verification.Parent.valueOf(text(tree, "parent").toUpperCase(Locale.ROOT)));
    }

    private static Verification.SignatureCheck check(JsonNode tree) {
        return new Verification.SignatureCheck(
                tree.get("valid").asBoolean(),
                Verification.Coverage.valueOf(text(tree, "covers").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(tree.get("account")).map(JsonNode::asString));
    }

    private static String text(JsonNode tree, String name) {
        return tree.get(name).asString();
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>(array.size());
        array.forEach(node -> list.add(read.apply(node)));
        return list;
    }
}
