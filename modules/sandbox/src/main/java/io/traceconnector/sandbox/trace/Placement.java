package io.traceconnector.sandbox.trace;

import io.traceconnector.chainscript.Link;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Workflow;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where a new link puts its trace.
 *
 * @param group who holds the trace with it
 * @param input the group it pushes to or pulls for; 0 where there is none
 */
record Placement(UUID trace, LinkState state, String action, Group group, long input) {

    private static final Set<String> TRANSFERS = Set.of(
            "_PUSH_OWNERSHIP_", "_PULL_OWNERSHIP_", "_ACCEPT_TRANSFER_", "_REJECT_TRANSFER_", "_CANCEL_TRANSFER_");

    /** @throws ApiException 400 if the metadata is of another configuration, or names what the workflow has not */
    static Placement of(Link link, Workflow workflow) {
        LinkMetadata metadata = LinkMetadata.of(link);
        if (!metadata.configId().equals(Optional.of(Long.toString(workflow.config())))) {
            throw ApiException.badRequest("link config deprecated");
        }
        LinkState state = LinkState.of(link.meta().process().state())
                .orElseThrow(() -> ApiException.badRequest("the link's process state is unknown"));
        Group group = metadata.groupId()
                .flatMap(id -> group(workflow, id))
                .orElseThrow(() -> ApiException.badRequest("the link's group is not one of the workflow"));
        return new Placement(trace(link), state, link.meta().action(), group, input(state, metadata, workflow));
    }

    private static UUID trace(Link link) {
        try {
            return UUID.fromString(link.meta().mapId());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the link's map id is not a UUID");
        }
    }

    private static long input(LinkState state, LinkMetadata metadata, Workflow workflow) {
        if (state != LinkState.PUSHING && state != LinkState.PULLING) {
            return 0;
        }
        return metadata.inputs().stream()
                .findFirst()
                .flatMap(id -> group(workflow, id))
                .orElseThrow(() -> ApiException.badRequest("the link's input is not a group of the workflow"))
                .id();
    }

    private static Optional<Group> group(Workflow workflow, String id) {
        return workflow.groups().stream()
                .filter(group -> Long.toString(group.id()).equals(id))
                .findFirst();
    }

    /**
     * Checks that the author may do this now. Changes of hands are open to all of the workflow.
     *
     * @throws ApiException 400 if not
     */
    void requireAllowed(Account author, Optional<LinkEntry> parent) {
        if (TRANSFERS.contains(action)) {
            return;
        }
        boolean free =
                parent.isEmpty() || (Stage.isHeld(parent.get()) && parent.get().group() == group.id());
        boolean mine = author.actsFor(group.owner().account());
        if (!free || !mine || !group.actions().contains(action)) {
            throw ApiException.badRequest("action \"" + action + "\" not in next actions of \"" + group.label() + "\"");
        }
    }
}
