package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.graphql.Connection;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.graphql.Places;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.StoredTrace;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Pages of a workflow's traces, in the order of their first links. A filter looks at every trace. */
final class TracePages {

    private final TraceView view;
    private final Workflow workflow;

    TracePages(TraceView view, Workflow workflow) {
        this.view = view;
        this.workflow = workflow;
    }

    /** A page of all traces that the field's filter lets through; without one, nothing is looked at but the page. */
    Connection<TraceNode> all(DataFetchingEnvironment field) throws IOException {
        return field.getArgument("filter") == null
                ? page(field, Places.all(view.links().traceCount(workflow.id())))
                : among(field, _ -> true);
    }

    /** @param chosen by the head; the field's filter must let them through as well */
    Connection<TraceNode> among(DataFetchingEnvironment field, Predicate<LinkEntry> chosen) throws IOException {
        int count = view.links().traceCount(workflow.id());
        Map<String, Object> wanted = field.getArgumentOrDefault("filter", Map.of());
        TraceFilter filter = new TraceFilter(wanted);
        IntStream.Builder found = IntStream.builder();
        for (int place = 1; place <= count; place++) {
            StoredTrace trace = view.links().trace(workflow.id(), place - 1);
            if (chosen.test(trace.head()) && filter.matches(subject(trace))) {
                found.add(place);
            }
        }
        return page(field, Places.of(found.build().toArray()));
    }

    private Connection<TraceNode> page(DataFetchingEnvironment field, Places places) throws IOException {
        return PageRequest.of(field).over(places, wanted -> {
            List<TraceNode> nodes = new ArrayList<>(wanted.length);
            for (int place : wanted) {
                nodes.add(new TraceNode(view, workflow, view.links().trace(workflow.id(), place - 1)));
            }
            return nodes;
        });
    }

    private TraceFilter.Subject subject(StoredTrace trace) {
        return new TraceFilter.Subject(
                trace.head().trace(),
                view.tags().of(trace.head().trace()),
                trace.first().createdAt(),
                trace.head().createdAt());
    }
}
