package io.traceconnector.sandbox.trace;

import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.world.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place where a group sees traces. Which traces are there follows from their heads alone.
 *
 * @param action of an {@link Type#ATTESTATION} stage
 */
record Stage(long id, Group group, Type type, Optional<String> action) {

    /** The kinds of stage. */
    enum Type {
        /** On its way here. */
        INCOMING,
        /** Held. */
        BACKLOG,
        /** On its way to another group. */
        OUTGOING,
        /** Held, and waiting for an action. */
        ATTESTATION
    }

    static List<Stage> of(Group group) {
        List<Stage> stages = new ArrayList<>();
        long id = group.id() * 100;
        for (Type type : List.of(Type.INCOMING, Type.BACKLOG, Type.OUTGOING)) {
            stages.add(new Stage(id++, group, type, Optional.empty()));
        }
        for (String action : group.actions()) {
            stages.add(new Stage(id++, group, Type.ATTESTATION, Optional.of(action)));
        }
        return stages;
    }

    String label() {
        return action.orElse(type.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Whether a trace with this head is here. */
    boolean holds(LinkEntry head) {
        return switch (type) {
            case BACKLOG, ATTESTATION -> isHeld(head) && head.group() == group.id();
            case INCOMING -> to(head) == group.id();
            case OUTGOING -> from(head) == group.id();
        };
    }

    /** Whether the trace is with its group, and not being pushed or pulled. */
    static boolean isHeld(LinkEntry head) {
        return head.state() == LinkState.OWNED || head.state() == LinkState.FREE;
    }

    private static long to(LinkEntry head) {
        return switch (head.state()) {
            case PUSHING -> head.input();
            case PULLING -> head.group();
            case OWNED, FREE -> 0;
        };
    }

    private static long from(LinkEntry head) {
        return switch (head.state()) {
            case PUSHING -> head.group();
            case PULLING -> head.input();
            case OWNED, FREE -> 0;
        };
    }
}
