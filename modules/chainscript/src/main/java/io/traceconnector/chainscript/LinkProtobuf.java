package io.traceconnector.chainscript;

/**
 * A link as protobuf bytes: fields by ascending number, nothing unknown. An absent message is left out, an empty one is written with
 * length 0.
 */
public final class LinkProtobuf {
    /** What is done with zero values that the link's JSON had written out. */
    public enum Zeros {
        /** Left out, as proto3 has it. */
        OMITTED,
        /** Written, as clients in JavaScript do. */
        EXPLICIT
    }

    private final Zeros zeros;
    private final ProtobufSink out;

    private LinkProtobuf(Zeros zeros, int expected) {
        this.zeros = zeros;
        out = new ProtobufSink(expected);
    }

    public static byte[] write(Link link, Zeros zeros) {
        return written(link, zeros).toByteArray();
    }

    static ProtobufSink written(Link link, Zeros zeros) {
        LinkProtobuf protobuf = new LinkProtobuf(
                zeros, 1024 + link.data().size() + link.meta().data().size());
        protobuf.link(link);
        return protobuf.out;
    }

    private void link(Link link) {
        ExplicitZeros explicit = link.explicitZeros();
        text(1, link.version(), explicit.has("version"));
        bytes(10, link.data(), explicit.has("data"));
        if (link.hasMeta()) {
            out.message(11, () -> meta(link.meta()));
        }
        link.signatures().forEach(signature -> out.message(20, () -> signature(signature)));
    }

    private void meta(LinkMeta meta) {
        ExplicitZeros explicit = meta.explicitZeros();
        text(1, meta.clientId(), explicit.has("clientId"));
        bytes(10, meta.prevLinkHash(), explicit.has("prevLinkHash"));
        if (meta.hasPriority() || written(explicit.has("priority"))) {
            out.number(11, meta.priority());
        }
        meta.refs().forEach(reference -> out.message(12, () -> reference(reference)));
        if (meta.outDegree() != 0 || written(explicit.has("outDegree"))) {
            out.integer(13, meta.outDegree());
        }
        if (meta.hasProcess()) {
            out.message(20, () -> process(meta.process()));
        }
        text(21, meta.mapId(), explicit.has("mapId"));
        text(30, meta.action(), explicit.has("action"));
        text(31, meta.step(), explicit.has("step"));
        meta.tags().forEach(tag -> out.text(32, tag));
        bytes(100, meta.data(), explicit.has("data"));
    }

    private void process(LinkProcess process) {
        text(1, process.name(), process.explicitZeros().has("name"));
        text(10, process.state(), process.explicitZeros().has("state"));
    }

    private void reference(LinkReference reference) {
        bytes(1, reference.linkHash(), reference.explicitZeros().has("linkHash"));
        text(10, reference.process(), reference.explicitZeros().has("process"));
    }

    private void signature(LinkSignature signature) {
        ExplicitZeros explicit = signature.explicitZeros();
        text(1, signature.version(), explicit.has("version"));
        text(2, signature.type(), explicit.has("type"));
        text(10, signature.payloadPath(), explicit.has("payloadPath"));
        bytes(20, signature.publicKey(), explicit.has("publicKey"));
        bytes(21, signature.signature(), explicit.has("signature"));
    }

    private void text(int field, String text, boolean explicit) {
        if (!text.isEmpty() || written(explicit)) {
            out.text(field, text);
        }
    }

    private void bytes(int field, Bytes bytes, boolean explicit) {
        if (!bytes.isEmpty() || written(explicit)) {
            out.bytes(field, bytes.array());
        }
    }

    private boolean written(boolean explicit) {
        return explicit && zeros == Zeros.EXPLICIT;
    }
}
