package io.traceconnector.app.trace;

import io.traceconnector.api.WorkflowId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the workflows of a session. Their answers are small, so they are read as trees. */
final class DiscoveryQueries {

    private static final long ANSWER_BYTES = 8 * 1024 * 1024;
    private static final int MOST_WORKFLOWS = 10_000;

    private static final String WORKFLOWS = """
            query workflows($after: Cursor) {
              workflows(after: $after, first: 100) {
                nodes { rowId name }
                pageInfo { hasNextPage endCursor }
              }
            }""";

    /** Reads a value in the middle of an answer: more follows it. */
    private static final JsonMapper TREES = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Graphql graphql;

    DiscoveryQueries(Graphql graphql) {
        this.graphql = graphql;
    }

    List<Workflow> workflows(Session session) {
        List<Workflow> workflows = new ArrayList<>();
        NodePages.each(
                after -> ask(session, WORKFLOWS, variables(after)).path("workflows"),
                MOST_WORKFLOWS,
                node -> workflows.add(new Workflow(
                        new WorkflowId(NodePages.text(node, "rowId")),
                        node.path("name").asString(""))));
        return List.copyOf(workflows);
    }

    JsonNode ask(Session session, String document, Map<String, Object> variables) {
        return graphql.query(session, document, variables, ANSWER_BYTES, (data, text) -> TREES.readTree(data));
    }

    static Map<String, Object> variables(String id, Optional<String> after) {
        Map<String, Object> variables = variables(after);
        variables.put("id", id);
        return variables;
    }

    static Map<String, Object> variables(Optional<String> after) {
        Map<String, Object> variables = new HashMap<>();
        after.ifPresent(cursor -> variables.put("after", cursor));
        return variables;
    }
}
