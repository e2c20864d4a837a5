package io.traceconnector.chainscript;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes a link's JSON in the order of the fields' numbers. */
final class LinkWriter {
    private static final long MAX_SAFE_INTEGER = 1L << 53;

    private final JsonGenerator out;

    LinkWriter(JsonGenerator out) {
        this.out = out;
    }

    void link(Link link) {
        ExplicitZeros zeros = link.explicitZeros();
        out.writeStartObject();
        text("version", link.version(), zeros);
        bytes("data", link.data(), zeros);
        if (link.hasMeta()) {
            out.writeName("meta");
            meta(link.meta());
        }
        list("signatures", link.signatures(), this::signature);
        out.writeEndObject();
    }

    private void meta(LinkMeta meta) {
        ExplicitZeros zeros = meta.explicitZeros();
        out.writeStartObject();
        text("clientId", meta.clientId(), zeros);
        bytes("prevLinkHash", meta.prevLinkHash(), zeros);
        if (meta.hasPriority() || zeros.has("priority")) {
            out.writeName("priority");
            number(meta.priority());
        }
        list("refs", meta.refs(), this::reference);
        if (meta.outDegree() != 0 || zeros.has("outDegree")) {
            out.writeName("outDegree");
            out.writeNumber(meta.outDegree());
        }
        if (meta.hasProcess()) {
            out.writeName("process");
            process(meta.process());
        }
        text("mapId", meta.mapId(), zeros);
        text("action", meta.action(), zeros);
        text("step", meta.step(), zeros);
        list("tags", meta.tags(), out::writeString);
        bytes("data", meta.data(), zeros);
        out.writeEndObject();
    }

    private void process(LinkProcess process) {
        out.writeStartObject();
        text("name", process.name(), process.explicitZeros());
        text("state", process.state(), process.explicitZeros());
        out.writeEndObject();
    }

    private void reference(LinkReference reference) {
        out.writeStartObject();
        bytes("linkHash", reference.linkHash(), reference.explicitZeros());
        text("process", reference.process(), reference.explicitZeros());
        out.writeEndObject();
    }

    private void signature(LinkSignature signature) {
        ExplicitZeros zeros = signature.explicitZeros();
        out.writeStartObject();
        text("version", signature.version(), zeros);
        text("type", signature.type(), zeros);
        text("payloadPath", signature.payloadPath(), zeros);
        bytes("publicKey", signature.publicKey(), zeros);
        bytes("signature", signature.signature(), zeros);
        out.writeEndObject();
    }

    private void text(String name, String text, ExplicitZeros zeros) {
        if (!text.isEmpty() || zeros.has(name)) {
            out.writeName(name);
            out.writeString(text);
        }
    }

    private void bytes(String name, Bytes bytes, ExplicitZeros zeros) {
        if (!bytes.isEmpty() || zeros.has(name)) {
            out.writeName(name);
            out.writeBinary(bytes.array());
        }
    }

    private <T> void list(String name, List<T> list, Consumer<T> element) {
        if (list.isEmpty()) {
            return;
        }
        out.writeName(name);
        out.writeStartArray();
        list.forEach(element);
        out.writeEndArray();
    }

    /** Whole numbers without a fraction, as other clients write them; -0.0 keeps its sign, which is hashed. */
    private void number(double number) {
        if (number == (long) number && Math.abs(number) < MAX_SAFE_INTEGER && (number != 0 || 1 / number > 0)) {
            out.writeNumber((long) number);
        } else {
            out.writeNumber(number);
        }
    }
}
