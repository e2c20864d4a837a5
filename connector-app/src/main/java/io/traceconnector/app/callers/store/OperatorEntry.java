package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

record OperatorEntry(Operator operator, PasswordHash password) {

    /** With another password; what the operator was given before ends. */
    OperatorEntry with(PasswordHash other) {
        return new OperatorEntry(ended().operator(), other);
    }

    /** What the operator was given before ends. */
    OperatorEntry enabled(boolean enabled) {
        return next(enabled, operator.tenants());
    }

    /** What the operator was given before ends. */
    OperatorEntry ended() {
        return enabled(operator.enabled());
    }

    /** What the operator was given before ends, unless nothing is taken away. */
    OperatorEntry with(Map<TenantId, Set<String>> tenants) {
        Map<TenantId, Set<String>> before = operator.tenants();
        boolean kept = tenants.keySet().containsAll(before.keySet())
                && before.entrySet().stream()
                        .allMatch(had ->
                                tenants.getOrDefault(had.getKey(), Set.of()).containsAll(had.getValue()));
        return kept
                ? copy(operator.enabled(), tenants, operator.networks(), operator.generation())
                : next(operator.enabled(), tenants);
    }

    /** What the operator was given before counts from there, and ends nowhere for good. */
    OperatorEntry withNetworks(Optional<Networks> networks) {
        return copy(operator.enabled(), operator.tenants(), networks, operator.generation());
    }

    private OperatorEntry next(boolean enabled, Map<TenantId, Set<String>> tenants) {
        return copy(enabled, tenants, operator.networks(), operator.generation() + 1);
    }

    private OperatorEntry copy(
            boolean enabled, Map<TenantId, Set<String>> tenants, Optional<Networks> networks, long generation) {
        return new OperatorEntry(
                new Operator(
                        operator.id(), operator.name(), enabled, tenants, networks, generation, operator.createdAt()),
                password);
    }
}
