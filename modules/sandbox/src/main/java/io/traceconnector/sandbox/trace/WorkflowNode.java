package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.account.AccountNode;
import io.traceconnector.sandbox.faults.FaultName;
import io.traceconnector.sandbox.graphql.Connection;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A workflow. */
record WorkflowNode(TraceView view, Workflow workflow) {

    Instant createdAt() throws IOException {
        return edge(0);
    }

    Instant updatedAt() throws IOException {
        return edge(view.links().linkCount(workflow.id()) - 1);
    }

    private Instant edge(int place) throws IOException {
        if (view.links().linkCount(workflow.id()) == 0) {
            return Instant.EPOCH;
        }
        LinkEntry entry = view.links().links(workflow.id(), place, place + 1).getFirst();
        return Instant.ofEpochMilli(entry.createdAt());
    }

    AccountNode owner() {
        return view.account(workflow.owner().account());
    }

    Connection<GroupNode> groups(DataFetchingEnvironment field) throws IOException {
        Map<String, Object> condition = field.getArgumentOrDefault("condition", Map.of());
        Map<String, Object> filter = field.getArgumentOrDefault("filter", Map.of());
        List<GroupNode> groups = given().stream()
                .filter(group -> equal(condition, "rowId", group.id())
                        && equal(condition, "ownerId", group.owner().account())
                        && equal(condition, "label", group.label())
                        && TextFilter.matches(filter.get("label"), group.label()))
                .map(group -> new GroupNode(view, workflow, group))
                .toList();
        return PageRequest.of(field).over(groups);
    }

    private List<Group> given() {
        return view.faults().strikes(FaultName.GROUPS_MISSING, workflow.id()) ? List.of() : workflow.groups();
    }

    private static boolean equal(Map<String, Object> condition, String name, Object value) {
        return condition.get(name) == null || Objects.equals(condition.get(name), value.toString());
    }

    Connection<LinkNode> links(DataFetchingEnvironment field) throws IOException {
        return new LinkPages(view, workflow).ofWorkflow(field);
    }

    Connection<TraceNode> traces(DataFetchingEnvironment field) throws IOException {
        if (field.getArgument("customFilter") != null) {
            throw ApiException.badRequest("the sandbox knows no customFilter");
        }
        return new TracePages(view, workflow).all(field);
    }

    List<Map<String, Object>> actions() {
        return workflow.actions().stream()
                .map(action -> Map.<String, Object>of("key", action.key(), "title", action.title()))
                .toList();
    }

    Map<String, Object> definitions() {
        Map<String, Object> groups = new LinkedHashMap<>();
        workflow.groups().forEach(group -> groups.put(group.label(), Map.of("name", group.name())));
        return Map.of("groups", groups, "encrypted", workflow.encrypted());
    }

    /** The actions that each group may take on a trace that it holds. */
    Map<String, Object> transitions() {
        Map<String, Object> transitions = new LinkedHashMap<>();
        for (Group group : workflow.groups()) {
            transitions.put(group.label(), new ArrayList<>(group.actions()));
        }
        return transitions;
    }
}
