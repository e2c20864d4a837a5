package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides by one policy. Roles of one space count for its workflows only, in what they allow and in what rules make of them. */
record Decider(Policy policy, FieldHash hash) {

    /** A space in which the action is allowed. */
    private record Granted(Optional<Set<WorkflowId>> workflows, Subject subject, List<String> roles) {}

    Decision decide(Tenant tenant, Rights rights, Map<String, Set<String>> claims, Need need) {
        if (rights.actions()
                .filter(only -> !Actions.allows(only, need.action()))
                .isPresent()) {
            return new Decision.Denied(List.of("credential"));
        }
        List<Granted> granted = spaces(tenant, need)
                .map(space -> granted(space, rights, claims, need))
                .filter(space -> !space.roles().isEmpty())
                .toList();
        if (granted.isEmpty()) {
            return new Decision.Denied(List.of());
        }
        PolicySight sight = new PolicySight(rows(granted), fields(granted), hash);
        return new Decision.Allowed(need, workflows(granted), sight, sight.limited(), names(granted));
    }

    private static Stream<Space> spaces(Tenant tenant, Need need) {
        return tenant.spaces()
                .filter(space -> need.action().equals(Actions.ADMIN) || space.kind() == need.kind())
                .filter(space -> need.space().map(space.id()::equals).orElse(true));
    }

    private Granted granted(Space space, Rights rights, Map<String, Set<String>> claims, Need need) {
        Subject subject = new Subject(roles(space, rights, claims, need), claims);
        List<String> allowing = isBeyond(rights, space, need)
                ? List.of()
                : policy.allowing(subject.roles(), need.action(), space.kind());
        return new Granted(space.workflows(), subject, allowing);
    }

    /** Whether somebody vouches for the caller who may not do that there. */
    private boolean isBeyond(Rights rights, Space space, Need need) {
        return rights.bound()
                .filter(bound -> need.action().equals(Actions.ADMIN)
                        || policy.allowing(bound.getOrDefault(space.id(), Set.of()), need.action(), space.kind())
                                .isEmpty())
                .isPresent();
    }

    private Set<String> roles(Space space, Rights rights, Map<String, Set<String>> claims, Need need) {
        Set<String> roles = new HashSet<>(rights.roles());
        if (!need.action().equals(Actions.ADMIN)) {
            roles.addAll(rights.scoped().getOrDefault(space.id(), Set.of()));
            roles.addAll(policy.givenBy(claims));
        }
        return Set.copyOf(roles);
    }

    private static Optional<Set<WorkflowId>> workflows(List<Granted> granted) {
        Set<WorkflowId> workflows = new TreeSet<>();
        for (Granted space : granted) {
            if (space.workflows().isEmpty()) {
                return Optional.empty();
            }
            workflows.addAll(space.workflows().get());
        }
        return Optional.of(Set.copyOf(workflows));
    }

    private Condition rows(List<Granted> granted) {
        Map<Subject, List<Granted>> bySubject = new LinkedHashMap<>();
        granted.forEach(space -> bySubject
                .computeIfAbsent(space.subject(), any -> new ArrayList<>())
                .add(space));
        List<Condition> parts = new ArrayList<>();
        bySubject.forEach((subject, spaces) -> {
            Condition within = workflows(spaces).map(Conditions::in).orElse(Condition.everything());
            parts.add(Conditions.all(List.of(within, policy.visibleTo(subject))));
        });
        return Conditions.any(parts);
    }

    /** A workflow that is in two spaces is shown as in the one that hides more. */
    private List<FieldRule> fields(List<Granted> granted) {
        List<FieldRule> rules = new ArrayList<>();
        for (ColumnRule column : policy.columns()) {
            List<Granted> hidden = granted.stream()
                    .filter(space -> column.hidesFrom(space.subject()))
                    .toList();
            boolean all = hidden.size() == granted.size() || workflows(hidden).isEmpty();
            Set<WorkflowId> workflows = new HashSet<>();
            if (all) {
                column.entity().ifPresent(workflows::add);
            } else {
                workflows(hidden).orElseThrow().stream()
                        .filter(workflow ->
                                column.entity().map(workflow::equals).orElse(true))
                        .forEach(workflows::add);
            }
            // No workflow at all would mean every one.
            if (!hidden.isEmpty() && (all || !workflows.isEmpty())) {
                rules.add(new FieldRule(workflows, column.field(), column.effect()));
            }
        }
        return List.copyOf(rules);
    }

    /** Roles that allow it, row rules about the caller, and column rules that hide something from it. */
    private List<String> names(List<Granted> granted) {
        Stream<String> roles =
                granted.stream().flatMap(space -> space.roles().stream()).map(role -> "role " + role);
        Stream<String> rows = policy.rows().stream()
                .filter(rule -> granted.stream().anyMatch(space -> rule.when().matches(space.subject())))
                .map(RowRule::name);
        Stream<String> columns = policy.columns().stream()
                .filter(rule -> granted.stream().anyMatch(space -> rule.hidesFrom(space.subject())))
                .map(ColumnRule::name);
        return Stream.of(roles, rows, columns)
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
