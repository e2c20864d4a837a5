package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.sandbox.faults.FaultName;
import io.traceconnector.sandbox.graphql.Connection;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.graphql.Places;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Pages of links, with the faults that strike pages. */
final class LinkPages {

    private final TraceView view;
    private final Workflow workflow;

    LinkPages(TraceView view, Workflow workflow) {
        this.view = view;
        this.workflow = workflow;
    }

    /** A page of all links of the workflow. */
    Connection<LinkNode> ofWorkflow(DataFetchingEnvironment field) throws IOException {
        PageRequest request = PageRequest.of(field);
        Optional<Set<String>> hashes = hashes(field);
        if (hashes.isPresent()) {
            return at(request, places(hashes.get()));
        }
        if (request.after().filter(cursor -> !cursor.isEmpty()).isPresent()
                && view.faults().strikesRequest(FaultName.REFUSED_CURSOR).isPresent()) {
            throw ApiException.badRequest("the cursor is refused");
        }
        Places all = Places.all(view.links().linkCount(workflow.id()));
        Connection<LinkEntry> page = request.over(all, this::entries);
        if (view.faults().strikesRequest(FaultName.DUPLICATED_PAGE).isPresent()) {
            page = withPageBefore(page);
        }
        if (view.faults().strikesRequest(FaultName.OUT_OF_ORDER_PAGE).isPresent()) {
            page = new Connection<>(page.edges().reversed(), page.hasNext(), page.hasPrevious(), page.total());
        }
        return serve(page);
    }

    /** A page of some links of the workflow, by their ascending places. */
    Connection<LinkNode> at(PageRequest request, int[] places) throws IOException {
        return serve(request.over(Places.of(places), wanted -> {
            List<LinkEntry> entries = new ArrayList<>(wanted.length);
            for (int place : wanted) {
                entries.addAll(view.links().links(workflow.id(), place - 1, place));
            }
            return entries;
        }));
    }

    /** A page of links that are at hand, in their order. */
    Connection<LinkNode> among(PageRequest request, List<LinkEntry> entries) throws IOException {
        return serve(request.over(entries));
    }

    /** The places are consecutive. */
    private List<LinkEntry> entries(int[] places) throws IOException {
        return places.length == 0
                ? List.of()
                : view.links().links(workflow.id(), places[0] - 1, places[places.length - 1]);
    }

    private Connection<LinkEntry> withPageBefore(Connection<LinkEntry> page) throws IOException {
        if (page.edges().isEmpty()) {
            return page;
        }
        int first = page.edges().getFirst().place();
        List<Connection.Edge<LinkEntry>> edges = new ArrayList<>();
        int from = Math.max(1, first - page.edges().size());
        for (LinkEntry entry : view.links().links(workflow.id(), from - 1, first - 1)) {
            edges.add(new Connection.Edge<>(entry.position(), entry));
        }
        edges.addAll(page.edges());
        return new Connection<>(edges, page.hasNext(), page.hasPrevious(), page.total());
    }

    private Connection<LinkNode> serve(Connection<LinkEntry> page) throws IOException {
        List<Connection.Edge<LinkNode>> edges = new ArrayList<>(page.edges().size());
        for (Connection.Edge<LinkEntry> edge : page.edges()) {
            if (!view.serving().removes(edge.node())) {
                edges.add(new Connection.Edge<>(edge.place(), view.node(workflow, edge.node())));
            }
        }
        return new Connection<>(edges, page.hasNext(), page.hasPrevious(), page.total());
    }

    /** The places of this workflow's links with these hashes. */
    private int[] places(Collection<String> hashes) throws IOException {
        SortedSet<Integer> places = new TreeSet<>();
        for (String hash : hashes) {
            view.links()
                    .find(bytes(hash))
                    .filter(entry -> entry.workflow() == workflow.id())
                    .ifPresent(entry -> places.add(entry.position()));
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(String hash) {
        try {
            return LinkHash.ofHex(hash).bytes().toByteArray();
        } catch (FormatException e) {
            throw ApiException.badRequest("a link hash has 64 hex digits");
        }
    }

    /** The hashes that the filter asks for; empty without a filter. */
    static Optional<Set<String>> hashes(DataFetchingEnvironment field) {
        Map<String, Object> filter = field.getArgumentOrDefault("filter", Map.of());
        if (!(filter.get("linkHash") instanceof Map<?, ?> wanted)) {
            return Optional.empty();
        }
        Set<String> hashes = new TreeSet<>();
        if (wanted.get("equalTo") instanceof String hash) {
            hashes.add(hash);
        }
        if (wanted.get("in") instanceof List<?> list) {
            list.forEach(hash -> hashes.add(String.valueOf(hash)));
        }
        return Optional.of(hashes);
    }
}
