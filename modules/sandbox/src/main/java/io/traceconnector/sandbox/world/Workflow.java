package io.traceconnector.sandbox.world;

import java.util.List;
import java.util.Optional;

/**
 * A process that companies share.
 *
 * @param encrypted first generation: links carry ciphertext for recipients. Else second: a hash, with the form in clear beside it
 * @param config the row id of its active configuration
 * @param actions in the order in which a trace goes through them
 */
public record Workflow(
        long id,
        String name,
        String description,
        boolean encrypted,
        long config,
        List<Group> groups,
        List<Action> actions) {

    public Workflow {
        groups = List.copyOf(groups);
        actions = List.copyOf(actions);
    }

    public Optional<Group> group(String label) {
        return groups.stream().filter(group -> group.label().equals(label)).findFirst();
    }

    public Optional<Group> group(long id) {
        return groups.stream().filter(group -> group.id() == id).findFirst();
    }

    /** Whether an account, or the organisation it acts for, has a group here. */
    public boolean includes(Account account) {
        return groups.stream().anyMatch(group -> account.actsFor(group.owner().account()));
    }

    public boolean includes(Organisation organisation) {
        return groups.stream().anyMatch(group -> group.owner().equals(organisation));
    }

    /** The organisation of the first group. */
    public Organisation owner() {
        return groups.getFirst().owner();
    }
}
