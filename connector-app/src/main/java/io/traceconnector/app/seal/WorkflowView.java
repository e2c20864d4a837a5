package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.Participation;
import io.traceconnector.app.trace.Participation.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Trace said of a workflow to one of our organisations, and what follows from it.
 *
 * @param ours groups in which the organisation acts
 */
record WorkflowView(Participation participation, List<Group> ours, Encryption encryption) {

    WorkflowView {
        ours = List.copyOf(ours);
    }

    /** Whether there are recipients for whom links can be encrypted. */
    sealed interface Encryption {

        record Possible(RecipientSet recipients) implements Encryption {}

        record Impossible(int status, String code, String detail) implements Encryption {}
    }

    static WorkflowView of(Participation participation) {
        List<Group> ours = participation.groups().stream()
                .filter(group -> group.members().stream().anyMatch(participation.accounts()::contains))
                .toList();
        return new WorkflowView(participation, ours, encryption(participation));
    }

    private static Encryption encryption(Participation participation) {
        try {
            return new Encryption.Possible(RecipientSet.of(participation));
        } catch (ProblemException e) {
            return new Encryption.Impossible(e.status(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** @throws ProblemException where there are none */
    RecipientSet recipients() {
        return switch (encryption) {
            case Encryption.Possible(RecipientSet recipients) -> recipients;
            case Encryption.Impossible(int status, String code, String detail) ->
                throw new ProblemException(status, code, detail);
        };
    }

    /** The group of ours that is named, by label or row id. */
    Group ours(String named) {
        return named(ours, named)
                .orElseThrow(() -> new ProblemException(
                        403,
                        "group_unknown",
                        "The organisation has no group " + Words.quoted(named) + " in this workflow.",
                        labels(ours)));
    }

    /** The only group of ours. */
    Group only() {
        if (ours.isEmpty()) {
            throw new ProblemException(403, "group_unknown", "The organisation is in no group of this workflow.");
        }
        if (ours.size() > 1) {
            throw new ProblemException(
                    400,
                    "group_required",
                    "The organisation is in several groups of this workflow: name the one that acts.",
                    labels(ours));
        }
        return ours.getFirst();
    }

    /** Any group of the workflow, by label or row id. */
    Group any(String named) {
        return named(participation.groups(), named)
                .orElseThrow(() -> new ProblemException(
                        400,
                        "recipient_unknown",
                        "The workflow has no group " + Words.quoted(named) + " to push to.",
                        labels(participation.groups())));
    }

    /** Where one group's label is another's row id, neither is taken. */
    private static Optional<Group> named(List<Group> groups, String name) {
        List<Group> found = groups.stream()
                .filter(group -> group.label().equals(name) || group.id().equals(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Map<String, Object> labels(List<Group> groups) {
        return Map.of("groups", groups.stream().map(Group::label).toList());
    }
}
