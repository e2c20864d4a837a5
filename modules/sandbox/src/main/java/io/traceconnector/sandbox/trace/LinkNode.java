package io.traceconnector.sandbox.trace;

import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkReference;
import io.traceconnector.sandbox.faults.ServedLink;
import io.traceconnector.sandbox.graphql.RawJson;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link. Its text is read when it is asked for, and parsed only where a field needs that. For one request. */
final class LinkNode {

    private final TraceView view;
    private final Workflow workflow;
    private final ServedLink served;
    private @Nullable Link parsed;

    LinkNode(TraceView view, Workflow workflow, ServedLink served) {
        this.view = view;
        this.workflow = workflow;
        this.served = served;
    }

    TraceView view() {
        return view;
    }

    LinkEntry entry() {
        return served.entry();
    }

    String hash() {
        return HexFormat.of().formatHex(served.hash());
    }

    RawJson raw() {
        return served.altered()
                .map(RawJson::of)
                .orElse(out -> out.write(view.links().raw(served.entry())));
    }

    @Nullable
    RawJson form() throws IOException {
        return served.entry().formLength() == 0
                ? null
                : out -> out.write(view.links().form(served.entry()).orElseThrow());
    }

    private Link link() throws IOException {
        Link link = parsed;
        if (link == null) {
            link = LinkJson.read(
                    served.altered().isPresent()
                            ? served.altered().get()
                            : view.links().raw(served.entry()));
            parsed = link;
        }
        return link;
    }

    private LinkMetadata metadata() throws IOException {
        return LinkMetadata.of(link());
    }

    @Nullable
    String parentHash() throws IOException {
        Bytes parent = link().meta().prevLinkHash();
        return parent.isEmpty() ? null : parent.hex();
    }

    LinkState state() {
        return served.entry().state();
    }

    String action() throws IOException {
        return link().meta().action();
    }

    List<String> tags() throws IOException {
        return link().meta().tags();
    }

    double height() throws IOException {
        return link().meta().priority();
    }

    List<String> inputs() throws IOException {
        return metadata().inputs();
    }

    @Nullable
    String configId() throws IOException {
        return metadata().configId().orElse(null);
    }

    @Nullable
    String createdBy() throws IOException {
        return metadata().createdBy().orElse(null);
    }

    TraceNode trace() throws IOException {
        return new TraceNode(
                view, workflow, view.links().trace(served.entry().trace()).orElseThrow());
    }

    GroupNode group() {
        return new GroupNode(
                view, workflow, TraceView.group(workflow, served.entry().group()));
    }

    /** The links it refers to, as far as the viewer may see them. */
    List<LinkNode> references() throws IOException {
        List<LinkNode> found = new ArrayList<>();
        for (LinkReference reference : link().meta().refs()) {
            Optional<LinkNode> link = view.link(reference.linkHash().toByteArray());
            link.ifPresent(found::add);
        }
        return found;
    }

    /** The links that refer to it, as far as the viewer may see them. */
    List<LinkNode> referencedBy() throws IOException {
        List<LinkNode> found = new ArrayList<>();
        for (LinkEntry referrer : view.links().referrers(served.entry().hash())) {
            Optional<LinkNode> link = view.link(referrer);
            link.ifPresent(found::add);
        }
        return found;
    }
}
