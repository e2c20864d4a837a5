package io.traceconnector.chainscript;

import com.google.protobuf.CodedOutputStream;
import io.traceconnector.chainscript.LinkProtobuf.Zeros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A link's protobuf bytes by Google's library: what ours must be. */
final class LibraryProtobuf {
    private final Zeros zeros;

    private LibraryProtobuf(Zeros zeros) {
        this.zeros = zeros;
    }

    static byte[] write(Link link, Zeros zeros) {
        return message(256 + link.data().size(), out -> new LibraryProtobuf(zeros).link(link, out));
    }

    private void link(Link link, CodedOutputStream out) throws IOException {
        ExplicitZeros explicit = link.explicitZeros();
        text(out, 1, link.version(), explicit.has("version"));
        bytes(out, 10, link.data(), explicit.has("data"));
        if (link.hasMeta()) {
            LinkMeta meta = link.meta();
            out.writeByteArray(11, message(256 + meta.data().size(), nested -> meta(meta, nested)));
        }
        for (LinkSignature signature : link.signatures()) {
            out.writeByteArray(20, message(512, nested -> signature(signature, nested)));
        }
    }

    private void meta(LinkMeta meta, CodedOutputStream out) throws IOException {
        ExplicitZeros explicit = meta.explicitZeros();
        text(out, 1, meta.clientId(), explicit.has("clientId"));
        bytes(out, 10, meta.prevLinkHash(), explicit.has("prevLinkHash"));
        if (meta.hasPriority() || written(explicit.has("priority"))) {
            out.writeDouble(11, meta.priority());
        }
        for (LinkReference reference : meta.refs()) {
            out.writeByteArray(12, message(64, nested -> reference(reference, nested)));
        }
        if (meta.outDegree() != 0 || written(explicit.has("outDegree"))) {
            out.writeInt32(13, meta.outDegree());
        }
        if (meta.hasProcess()) {
            out.writeByteArray(20, message(32, nested -> process(meta.process(), nested)));
        }
        text(out, 21, meta.mapId(), explicit.has("mapId"));
        text(out, 30, meta.action(), explicit.has("action"));
        text(out, 31, meta.step(), explicit.has("step"));
        for (String tag : meta.tags()) {
            out.writeString(32, tag);
        }
        bytes(out, 100, meta.data(), explicit.has("data"));
    }

    private void process(LinkProcess process, CodedOutputStream out) throws IOException {
        text(out, 1, process.name(), process.explicitZeros().has("name"));
        text(out, 10, process.state(), process.explicitZeros().has("state"));
    }

    private void reference(LinkReference reference, CodedOutputStream out) throws IOException {
        bytes(out, 1, reference.linkHash(), reference.explicitZeros().has("linkHash"));
        text(out, 10, reference.process(), reference.explicitZeros().has("process"));
    }

    private void signature(LinkSignature signature, CodedOutputStream out) throws IOException {
        ExplicitZeros explicit = signature.explicitZeros();
        text(out, 1, signature.version(), explicit.has("version"));
        text(out, 2, signature.type(), explicit.has("type"));
        text(out, 10, signature.payloadPath(), explicit.has("payloadPath"));
        bytes(out, 20, signature.publicKey(), explicit.has("publicKey"));
        bytes(out, 21, signature.signature(), explicit.has("signature"));
    }

    private void text(CodedOutputStream out, int field, String text, boolean explicit) throws IOException {
        if (!text.isEmpty() || written(explicit)) {
            out.writeString(field, text);
        }
    }

    private void bytes(CodedOutputStream out, int field, Bytes bytes, boolean explicit) throws IOException {
        if (!bytes.isEmpty() || written(explicit)) {
            out.writeByteArray(field, bytes.array());
        }
    }

    private boolean written(boolean explicit) {
        return explicit && zeros == Zeros.EXPLICIT;
    }

    private static byte[] message(int expectedSize, Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedSize);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
