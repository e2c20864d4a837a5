package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.account.AccountNode;
import io.traceconnector.sandbox.graphql.Connection;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A group of a workflow. */
record GroupNode(TraceView view, Workflow workflow, Group group) {

    private static final int BLOCK = 1_000;

    AccountNode owner() {
        return view.account(group.owner().account());
    }

    List<AccountNode> members() {
        return group.members().stream().map(view::account).toList();
    }

    Connection<StageNode> stages(DataFetchingEnvironment field) throws IOException {
        Map<String, Object> condition = field.getArgumentOrDefault("condition", Map.of());
        List<StageNode> stages = Stage.of(group).stream()
                .filter(stage -> matches(condition, stage))
                .map(stage -> new StageNode(this, stage))
                .toList();
        return PageRequest.of(field).over(stages);
    }

    private static boolean matches(Map<String, Object> condition, Stage stage) {
        return equal(condition, "type", stage.type().name())
                && equal(condition, "actionKey", stage.action().orElse(""))
                && equal(condition, "groupId", Long.toString(stage.group().id()))
                && equal(condition, "rowId", Long.toString(stage.id()))
                && equal(condition, "label", stage.label());
    }

    private static boolean equal(Map<String, Object> condition, String name, String value) {
        return condition.get(name) == null || condition.get(name).toString().equals(value);
    }

    /** The links that left a trace with this group. Looks at every link of the workflow. */
    Connection<LinkNode> links(DataFetchingEnvironment field) throws IOException {
        IntStream.Builder places = IntStream.builder();
        int count = view.links().linkCount(workflow.id());
        for (int from = 0; from < count; from += BLOCK) {
            for (LinkEntry entry : view.links().links(workflow.id(), from, Math.min(count, from + BLOCK))) {
                if (entry.group() == group.id()) {
                    places.add(entry.position());
                }
            }
        }
        return new LinkPages(view, workflow)
                .at(PageRequest.of(field), places.build().toArray());
    }
}
