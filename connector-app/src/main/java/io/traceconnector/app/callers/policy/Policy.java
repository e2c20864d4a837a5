package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.SpaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A policy file, compiled.
 *
 * @param revision tells one text of the file from another; empty without a file
 */
record Policy(Optional<String> revision, Map<String, Role> roles, List<RowRule> rows, List<ColumnRule> columns) {

    Policy {
        roles = Map.copyOf(roles);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** What counts without a file. */
    static Policy ofBuiltInRoles() {
        return new Policy(Optional.empty(), Map.of(), List.of(), List.of());
    }

    /** The roles that somebody has by claims. */
    Set<String> givenBy(Map<String, Set<String>> claims) {
        Subject subject = new Subject(Set.of(), claims);
        return roles.entrySet().stream()
                .filter(role -> role.getValue().isGivenTo(subject))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of the roles that allow an action in a space of a kind. */
    List<String> allowing(Set<String> names, String action, SpaceKind kind) {
        return names.stream()
                .filter(name -> Optional.ofNullable(Role.BUILT_IN.get(name))
                        .or(() -> Optional.ofNullable(roles.get(name)))
                        .filter(role -> role.allows(action, kind))
                        .isPresent())
                .sorted()
                .toList();
    }

    /** The links that somebody sees: in a workflow with rules those that one of the rules about that person lets through, in others all. */
    Condition visibleTo(Subject subject) {
        if (rows.isEmpty()) {
            return Condition.everything();
        }
        Set<WorkflowId> named = new TreeSet<>();
        rows.forEach(rule -> rule.entity().ifPresent(named::add));
        List<Condition> parts = new ArrayList<>();
        for (WorkflowId workflow : named) {
            Condition rules = anyOf(rows.stream().filter(rule -> rule.concerns(workflow)), subject);
            parts.add(Conditions.all(List.of(Conditions.in(Set.of(workflow)), rules)));
        }
        boolean everywhere = rows.stream().anyMatch(rule -> rule.entity().isEmpty());
        Condition others = everywhere
                ? anyOf(rows.stream().filter(rule -> rule.entity().isEmpty()), subject)
                : Condition.everything();
        parts.add(Conditions.all(List.of(Conditions.not(Conditions.in(named)), others)));
        return Conditions.any(parts);
    }

    private static Condition anyOf(java.util.stream.Stream<RowRule> rules, Subject subject) {
        return Conditions.any(rules.filter(rule -> rule.when().matches(subject))
                .map(rule -> rule.filter().bind(subject, true))
                .toList());
    }
}
