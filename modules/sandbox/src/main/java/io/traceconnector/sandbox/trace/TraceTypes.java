package io.traceconnector.sandbox.trace;

import graphql.schema.idl.RuntimeWiring;
import io.traceconnector.sandbox.account.AccountNode;
import io.traceconnector.sandbox.graphql.ConnectionFields;
import io.traceconnector.sandbox.graphql.PageRequest;
import io.traceconnector.sandbox.graphql.TypeFields;
import io.traceconnector.sandbox.world.Account.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The types of Trace's schema, but for accounts and mutations. */
final class TraceTypes {

    private TraceTypes() {}

    static void bind(RuntimeWiring.Builder wiring) {
        ConnectionFields.bind(wiring, "Workflows", "Groups", "GroupMembers", "Stages", "Traces", "Links");
        bindQuery(wiring);
        bindWorkflow(wiring);
        bindGroup(wiring);
        bindTrace(wiring);
        bindLink(wiring);
    }

    private static void bindQuery(RuntimeWiring.Builder wiring) {
        TypeFields.of("Query", TraceView.class)
                .call(
                        "workflowByRowId",
                        (view, field) -> view.workflow(id(field.getArgumentOrDefault("rowId", "")))
                                .map(workflow -> new WorkflowNode(view, workflow))
                                .orElse(null))
                .call(
                        "groupByRowId",
                        (view, field) -> view.group(id(field.getArgumentOrDefault("rowId", "")))
                                .orElse(null))
                .call(
                        "traceById",
                        (view, field) -> field.getArgument("id") == null
                                ? null
                                : view.trace(UUID.fromString(field.getArgumentOrDefault("id", "")))
                                        .orElse(null))
                .value("myAccount", view -> view.accounts().of(view.viewer()))
                .value("me", view -> new AccountNode(view.accounts(), view.viewer()).as(Kind.PERSON))
                .call("workflows", (view, field) -> PageRequest.of(field).over(view.workflows()))
                .into(wiring);
    }

    private static void bindWorkflow(RuntimeWiring.Builder wiring) {
        TypeFields.of("Workflow", WorkflowNode.class)
                .value("id", node -> globalId("workflows", node.workflow().id()))
                .value("rowId", node -> node.workflow().id())
                .value("name", node -> node.workflow().name())
                .value("description", node -> node.workflow().description())
                .value("createdAt", node -> time(node.createdAt()))
                .value("updatedAt", node -> time(node.updatedAt()))
                .value("config", node -> node)
                .call("groups", WorkflowNode::groups)
                .call("links", WorkflowNode::links)
                .call("traces", WorkflowNode::traces)
                .value("ownerId", node -> node.workflow().owner().account())
                .value("account", WorkflowNode::owner)
                .value("owner", WorkflowNode::owner)
                .into(wiring);
        TypeFields.of("WorkflowConfig", WorkflowNode.class)
                .value(
                        "id",
                        node -> globalId("workflow_configs", node.workflow().config()))
                .value("rowId", node -> node.workflow().config())
                .value("workflowId", node -> node.workflow().id())
                .value("version", _ -> 1)
                .value("active", _ -> true)
                .value("actions", WorkflowNode::actions)
                .value("definitions", WorkflowNode::definitions)
                .value("transitions", WorkflowNode::transitions)
                .into(wiring);
    }

    private static void bindGroup(RuntimeWiring.Builder wiring) {
        TypeFields.of("Group", GroupNode.class)
                .value("id", node -> globalId("groups", node.group().id()))
                .value("rowId", node -> node.group().id())
                .value("workflowId", node -> node.group().workflow())
                .value("label", node -> node.group().label())
                .value("name", node -> node.group().name())
                .value("ownerId", node -> node.group().owner().account())
                .value("owner", GroupNode::owner)
                .call("members", (node, field) -> PageRequest.of(field).over(node.members()))
                .call("stages", GroupNode::stages)
                .call("links", GroupNode::links)
                .into(wiring);
        TypeFields.of("GroupMember", AccountNode.class)
                .value("accountId", node -> node.account().id())
                .value("admin", node -> node.account().kind() == Kind.PERSON)
                .value("reader", _ -> false)
                .value("account", node -> node)
                .into(wiring);
        TypeFields.of("Stage", StageNode.class)
                .value("id", node -> globalId("stages", node.stage().id()))
                .value("rowId", node -> node.stage().id())
                .value("groupId", node -> node.stage().group().id())
                .value("label", node -> node.stage().label())
                .value("type", node -> node.stage().type())
                .value("actionKey", node -> node.stage().action().orElse(null))
                .value("group", StageNode::group)
                .call("traces", StageNode::traces)
                .into(wiring);
    }

    private static void bindTrace(RuntimeWiring.Builder wiring) {
        TypeFields.of("Trace", TraceNode.class)
                .value("id", node -> globalId("traces", "\"" + node.id() + "\""))
                .value("rowId", TraceNode::id)
                .value("shortId", node -> node.id().toString().substring(0, 8))
                .value("workflowId", node -> node.workflow().id())
                .value("createdAt", node -> time(node.createdAt()))
                .value("updatedAt", node -> time(node.updatedAt()))
                .value("tags", TraceNode::tags)
                .value("name", _ -> null)
                .value("group", TraceNode::group)
                .value("head", TraceNode::head)
                .value("tail", TraceNode::tail)
                .call("links", TraceNode::links)
                .value("state", node -> node)
                .call("stages", (node, field) -> PageRequest.of(field).over(node.stages()))
                .value("archived", _ -> false)
                .into(wiring);
        TypeFields.of("TraceState", TraceNode.class)
                .value("data", TraceNode::data)
                .value("headLinkHash", node -> node.head().hash())
                .value("nextActions", TraceNode::nextActions)
                .into(wiring);
    }

    private static void bindLink(RuntimeWiring.Builder wiring) {
        TypeFields.of("Link", LinkNode.class)
                .value("id", node -> globalId("links", node.entry().ordinal() + 1))
                .value("linkHash", LinkNode::hash)
                .value("prevLinkHash", LinkNode::parentHash)
                .value("raw", LinkNode::raw)
                .value("data", LinkNode::form)
                .value("traceId", node -> node.entry().trace().toString())
                .value("workflowId", node -> Long.toString(node.entry().workflow()))
                .value("groupId", node -> node.entry().group())
                .value("height", LinkNode::height)
                .value("processState", LinkNode::state)
                .value("actionKey", LinkNode::action)
                .value("tags", LinkNode::tags)
                .value("inputs", LinkNode::inputs)
                .value("configId", LinkNode::configId)
                .value(
                        "createdAt",
                        node -> time(Instant.ofEpochMilli(node.entry().createdAt())))
                .value("createdByAccountId", LinkNode::createdBy)
                .value("trace", LinkNode::trace)
                .value("group", LinkNode::group)
                .call("references", (node, field) -> PageRequest.of(field).over(node.references()))
                .call("referencedBy", (node, field) -> PageRequest.of(field).over(node.referencedBy()))
                .into(wiring);
    }

    private static long id(String argument) {
        return Long.parseLong(argument);
    }

    private static String time(Instant instant) {
        return instant.toString();
    }

    /** Relay's id: base64 of {@code ["table",id]}. */
    private static String globalId(String table, Object id) {
        return Base64.getEncoder().encodeToString(("[\"" + table + "\"," + id + "]").getBytes(StandardCharsets.UTF_8));
    }
}
