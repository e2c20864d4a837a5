package io.traceconnector.sandbox.fill;

import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Organisation;
import io.traceconnector.sandbox.world.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A link before it is sealed.
 *
 * @param priority 1 for a trace's first link
 * @param group who holds the trace with this link
 * @param input the group it is pushed to or pulled for
 * @param form the form's id, an action key; a transfer has none
 * @param lastForm the form's id of the last link that had one, on transfers
 * @param byPerson whether a person signs; else the organisation's bot
 * @param readers whose keys it is encrypted for
 */
record Draft(
        Workflow workflow,
        UUID trace,
        Optional<LinkHash> parent,
        int priority,
        LinkState state,
        String action,
        Group group,
        Optional<Group> input,
        Optional<String> form,
        Optional<String> lastForm,
        ObjectNode data,
        Organisation author,
        boolean byPerson,
        List<Organisation> readers,
        Instant createdAt) {}
