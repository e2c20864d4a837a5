package io.traceconnector.chainscript;

import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a link straight into bytes: {@code [version,data,meta]} canonically, which nearly every signature covers, or the whole as an object,
 * canonically but for a priority of -0.0, which keeps its sign because that is hashed.
 */
final class LinkPayload {
    private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

    private final PayloadView view;
    private final CanonicalSink out;
    private boolean first = true;

    private LinkPayload(PayloadView view, int expected) {
        this.view = view;
        out = new CanonicalSink(expected);
    }

    static byte[] write(Link link, PayloadView view) {
        LinkPayload payload = new LinkPayload(view, expected(link));
        payload.link(link);
        return payload.out.toByteArray();
    }

    static byte[] whole(Link link) {
        LinkPayload json = begin(link, link.signatures().size());
        json.data(link);
        json.meta(link);
        return json.end(link);
    }

    /**
     * The whole, begun: {@link #data}, {@link #meta} and {@link #end} follow in this order.
     *
     * @param signatures how many there may be in the end
     */
    static LinkPayload begin(Link link, int signatures) {
        LinkPayload json = new LinkPayload(PayloadView.AS_RECEIVED, expected(link) + 512 * signatures);
        json.out.ascii('{');
        return json;
    }

    private static int expected(Link link) {
        return 768 + (link.data().size() + link.meta().data().size()) * 4 / 3;
    }

    CanonicalSink out() {
        return out;
    }

    void data(Link link) {
        bytes("data", link.data(), link.explicitZeros());
    }

    void meta(Link link) {
        if (link.hasMeta()) {
            name("meta");
            object(() -> meta(link.meta(), hasNegativeZero(link)));
        }
    }

    byte[] end(Link link) {
        list("signatures", link.signatures(), signature -> object(() -> signature(signature)));
        text("version", link.version(), link.explicitZeros());
        out.ascii('}');
        return out.toByteArray();
    }

    static boolean hasNegativeZero(Link link) {
        return Double.doubleToRawLongBits(link.meta().priority()) == NEGATIVE_ZERO;
    }

    private void signature(LinkSignature signature) {
        ExplicitZeros zeros = signature.explicitZeros();
        text("payloadPath", signature.payloadPath(), zeros);
        bytes("publicKey", signature.publicKey(), zeros);
        bytes("signature", signature.signature(), zeros);
        text("type", signature.type(), zeros);
        text("version", signature.version(), zeros);
    }

    private void link(Link link) {
        out.ascii('[');
        if (view == PayloadView.WITH_DEFAULTS || present(link.version().isEmpty(), "version", link.explicitZeros())) {
            out.string(link.version());
        } else {
            out.ascii("null");
        }
        out.ascii(',');
        if (present(link.data().isEmpty(), "data", link.explicitZeros())) {
            out.base64(link.data());
        } else {
            out.ascii("null");
        }
        out.ascii(',');
        if (link.hasMeta()) {
            object(() -> meta(link.meta(), false));
        } else {
            out.ascii("null");
        }
        out.ascii(']');
    }

    private void meta(LinkMeta meta, boolean negativeZero) {
        ExplicitZeros zeros = meta.explicitZeros();
        text("action", meta.action(), zeros);
        text("clientId", meta.clientId(), zeros);
        bytes("data", meta.data(), zeros);
        text("mapId", meta.mapId(), zeros);
        if (present(meta.outDegree() == 0, "outDegree", zeros)) {
            name("outDegree");
            out.ascii(Integer.toString(meta.outDegree()));
        }
        bytes("prevLinkHash", meta.prevLinkHash(), zeros);
        if (present(!meta.hasPriority(), "priority", zeros)) {
            name("priority");
            if (negativeZero) {
                out.ascii("-0.0");
            } else {
                new CanonicalNumber(out).append(meta.priority());
            }
        }
        if (meta.hasProcess()) {
            name("process");
            object(() -> process(meta.process()));
        }
        list("refs", meta.refs(), reference -> object(() -> reference(reference)));
        text("step", meta.step(), zeros);
        list("tags", meta.tags(), out::string);
    }

    private void process(LinkProcess process) {
        text("name", process.name(), process.explicitZeros());
        text("state", process.state(), process.explicitZeros());
    }

    private void reference(LinkReference reference) {
        bytes("linkHash", reference.linkHash(), reference.explicitZeros());
        text("process", reference.process(), reference.explicitZeros());
    }

    private boolean present(boolean zero, String name, ExplicitZeros zeros) {
        return !zero || (view == PayloadView.AS_RECEIVED && zeros.has(name));
    }

    private void text(String name, String text, ExplicitZeros zeros) {
        if (present(text.isEmpty(), name, zeros)) {
            name(name);
            out.string(text);
        }
    }

    private void bytes(String name, Bytes bytes, ExplicitZeros zeros) {
        if (present(bytes.isEmpty(), name, zeros)) {
            name(name);
            out.base64(bytes);
        }
    }

    private <T> void list(String name, List<T> list, Consumer<T> element) {
        if (list.isEmpty()) {
            return;
        }
        name(name);
        out.ascii('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            element.accept(list.get(i));
        }
        out.ascii(']');
    }

    private void object(Runnable members) {
        out.ascii('{');
        first = true;
        members.run();
        out.ascii('}');
        first = false;
    }

    private void name(String name) {
        if (!first) {
            out.ascii(',');
        }
        first = false;
        out.ascii('"');
        out.ascii(name);
        out.ascii("\":");
    }
}
