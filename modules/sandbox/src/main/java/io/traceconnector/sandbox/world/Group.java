package io.traceconnector.sandbox.world;

import java.util.List;

/**
 * A part in a workflow, played by one organisation.
 *
 * @param label unique in its workflow
 * @param actions keys of what its members may do to a trace that it holds
 */
public record Group(long id, long workflow, String label, String name, Organisation owner, List<String> actions) {

    public Group {
        actions = List.copyOf(actions);
    }

    /** The organisation and those who act for it. */
    public List<Long> members() {
        return List.of(owner.account(), owner.botAccount(), owner.personAccount());
    }
}
