package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.graphql.Connection;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.graphql.RawJson;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.StoredTrace;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A trace. */
record TraceNode(TraceView view, Workflow workflow, StoredTrace trace) {

    UUID id() {
        return trace.head().trace();
    }

    Instant createdAt() {
        return Instant.ofEpochMilli(trace.first().createdAt());
    }

    Instant updatedAt() {
        return Instant.ofEpochMilli(trace.head().createdAt());
    }

    List<String> tags() {
        return view.tags().of(id());
    }

    /** Who holds it. */
    GroupNode group() {
        return new GroupNode(
                view, workflow, TraceView.group(workflow, trace.head().group()));
    }

    LinkNode head() throws IOException {
        return view.node(workflow, trace.head());
    }

    LinkNode tail() throws IOException {
        return view.node(workflow, trace.first());
    }

    Connection<LinkNode> links(DataFetchingEnvironment field) throws IOException {
        List<LinkEntry> entries = view.links().links(trace);
        Optional<Set<String>> hashes = LinkPages.hashes(field);
        List<LinkEntry> wanted = hashes.isEmpty()
                ? entries
                : entries.stream()
                        .filter(entry -> hashes.get().contains(HexFormat.of().formatHex(entry.hash())))
                        .toList();
        return new LinkPages(view, workflow).among(PageRequest.of(field), wanted);
    }

    /** The last form in clear; an empty object in an encrypted workflow, where Trace knows none. */
    RawJson data() throws IOException {
        for (LinkEntry entry : view.links().links(trace).reversed()) {
            if (entry.formLength() > 0) {
                return out -> out.write(view.links().form(entry).orElseThrow());
            }
        }
        return RawJson.of(new byte[] {'{', '}'});
    }

    /** The actions that may come next, by the label of the group that may take them. */
    Map<String, Object> nextActions() {
        Map<String, Object> next = new LinkedHashMap<>();
        if (Stage.isHeld(trace.head())) {
            next.put(group().group().label(), group().group().actions());
        }
        return next;
    }

    List<StageNode> stages() {
        return workflow.groups().stream()
                .flatMap(group -> Stage.of(group).stream()
                        .filter(stage -> stage.holds(trace.head()))
                        .map(stage -> new StageNode(new GroupNode(view, workflow, group), stage)))
                .toList();
    }
}
