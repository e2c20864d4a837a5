package io.traceconnector.chainscript;

import java.util.List;
import java.util.function.Consumer;

/** Writes {@code [version,data,meta]} of a link canonically, straight from the link: this is what nearly every signature covers. */
final class LinkPayload {
    private final PayloadView view;
    private final CanonicalSink out = new CanonicalSink();
    private boolean first = true;

    private LinkPayload(PayloadView view) {
        this.view = view;
    }

    static byte[] write(Link link, PayloadView view) {
        LinkPayload payload = new LinkPayload(view);
        payload.link(link);
        return payload.out.toByteArray();
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
            base64(link.data());
        } else {
            out.ascii("null");
        }
        out.ascii(',');
        if (link.hasMeta()) {
            object(() -> meta(link.meta()));
        } else {
            out.ascii("null");
        }
        out.ascii(']');
    }

    private void meta(LinkMeta meta) {
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
            new CanonicalNumber(out).append(meta.priority());
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
            base64(bytes);
        }
    }

    private void base64(Bytes bytes) {
        out.ascii('"');
        out.ascii(bytes.base64());
        out.ascii('"');
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
