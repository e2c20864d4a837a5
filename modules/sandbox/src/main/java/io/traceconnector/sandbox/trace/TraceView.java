package io.traceconnector.sandbox.trace;

import io.traceconnector.sandbox.account.AccountNode;
import io.traceconnector.sandbox.account.AccountView;
import io.traceconnector.sandbox.faults.Faults;
import io.traceconnector.sandbox.faults.LinkServing;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.StoredTrace;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Trace as one account sees it: workflows in which it, or its organisation, has a group, and what is in them. Anything else is not there. */
record TraceView(
        AccountView accounts, LinkStore links, TagLog tags, LinkServing serving, Faults faults, LinkCreation creation) {

    Account viewer() {
        return accounts.viewer();
    }

    AccountNode account(long id) {
        return accounts.of(id);
    }

    List<WorkflowNode> workflows() {
        return accounts.world().workflowsOf(viewer()).stream()
                .map(workflow -> new WorkflowNode(this, workflow))
                .toList();
    }

    Optional<Workflow> workflow(long id) {
        return accounts.world().workflow(id).filter(workflow -> workflow.includes(viewer()));
    }

    Optional<GroupNode> group(long id) {
        return accounts.world()
                .group(id)
                .flatMap(group -> workflow(group.workflow()).map(workflow -> new GroupNode(this, workflow, group)));
    }

    Optional<TraceNode> trace(UUID id) throws IOException {
        Optional<StoredTrace> trace = links.trace(id);
        return trace.flatMap(
                found -> workflow(found.head().workflow()).map(workflow -> new TraceNode(this, workflow, found)));
    }

    Optional<LinkNode> link(byte[] hash) throws IOException {
        Optional<LinkEntry> entry = links.find(hash);
        return entry.isPresent() ? link(entry.get()) : Optional.empty();
    }

    Optional<LinkNode> link(LinkEntry entry) throws IOException {
        Optional<Workflow> workflow = workflow(entry.workflow());
        return workflow.isPresent() ? Optional.of(node(workflow.get(), entry)) : Optional.empty();
    }

    LinkNode node(Workflow workflow, LinkEntry entry) throws IOException {
        return new LinkNode(this, workflow, serving.serve(entry));
    }

    /** The group of a workflow. */
    static Group group(Workflow workflow, long id) {
        return workflow.group(id)
                .orElseThrow(() -> new IllegalStateException("a stored link names a group that is not"));
    }
}
