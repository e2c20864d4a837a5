package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads links: of a workflow page by page, of a trace as a whole. */
final class LinkQueries {

    private static final int PAGE_OF_TRACE = 500;

    private static final String WORKFLOW_LINKS = """
            query workflowLinks($id: BigInt!, $after: Cursor, $first: Int!) {
              workflowByRowId(rowId: $id) {
                id name
                links(after: $after, first: $first) {
                  edges { cursor node { linkHash raw data } }
                  totalCount
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private static final String TRACE_LINKS = """
            query traceLinks($id: UUID!, $after: Cursor, $first: Int!) {
              traceById(id: $id) {
                workflowId
                links(after: $after, first: $first) {
                  edges { node { linkHash raw data } }
                  totalCount
                  pageInfo { hasNextPage endCursor }
                }
              }
            }""";

    private static final LinksReader OF_WORKFLOW = new LinksReader("workflowByRowId", true);
    private static final LinksReader OF_TRACE = new LinksReader("traceById", false);

    private final Graphql graphql;
    private final LimitConfig limits;

    LinkQueries(Graphql graphql, LimitConfig limits) {
        this.graphql = graphql;
        this.limits = limits;
    }

    LinksPage page(Session session, WorkflowId workflow, Optional<Cursor> after, int limit) {
        return graphql.query(
                        session,
                        WORKFLOW_LINKS,
                        variables(workflow.value(), after, limit),
                        limits.pageBytes(),
                        OF_WORKFLOW)
                .orElseThrow(() -> new TraceException(
                        Kind.REFUSED, "workflow " + workflow + " does not exist, or is not this organisation's to see"))
                .page();
    }

    Optional<Links.TraceLinks> trace(Session session, TraceId trace) {
        Optional<LinksReader.Found> found = part(session, trace, Optional.empty());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        WorkflowId workflow = new WorkflowId(found.get()
                .workflow()
                .orElseThrow(() -> JsonFields.shape("trace " + trace + " does not say its workflow")));
        List<ReceivedLink> links = new ArrayList<>();
        LinksPage page = found.get().page();
        long bytes = add(trace, page, links, 0);
        while (page.hasNext()) {
            LinksPage next = part(session, trace, page.end())
                    .orElseThrow(() -> JsonFields.shape("trace " + trace + " is gone while its links are read"))
                    .page();
            if (next.hasNext() && next.end().equals(page.end())) {
                throw JsonFields.shape("the links of trace " + trace + " come back to the same cursor");
            }
            bytes = add(trace, next, links, bytes);
            page = next;
        }
        return Optional.of(new Links.TraceLinks(workflow, links));
    }

    private Optional<LinksReader.Found> part(Session session, TraceId trace, Optional<Cursor> after) {
        return graphql.query(
                session, TRACE_LINKS, variables(trace.value(), after, PAGE_OF_TRACE), limits.pageBytes(), OF_TRACE);
    }

    /** @return how many bytes the links have with those before */
    private long add(TraceId trace, LinksPage page, List<ReceivedLink> links, long before) {
        links.addAll(page.links());
        long bytes = before
                + page.links().stream()
                        .mapToLong(link -> link.raw().length
                                + link.form().map(form -> form.length).orElse(0))
                        .sum();
        if (links.size() > limits.traceLinks()) {
            throw JsonFields.shape("trace " + trace + " has more than " + limits.traceLinks() + " links");
        }
        if (bytes > limits.traceBytes()) {
            throw JsonFields.shape("trace " + trace + " has more than " + limits.traceBytes() + " bytes of links");
        }
        return bytes;
    }

    private static Map<String, Object> variables(String id, Optional<Cursor> after, int first) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "first", first));
        after.ifPresent(cursor -> variables.put("after", cursor.value()));
        return variables;
    }
}
