package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much of operators somebody sees and changes: everything, or what one tenant has to do with them.
 *
 * @param only the tenant whose administrators these are; empty for operators of the connector
 */
record OperatorReach(Optional<TenantId> only) {

    boolean has(Operator operator) {
        return only.map(operator.tenants()::containsKey).orElse(true);
    }

    /** Without the tenants that are none of theirs, and without networks that may be those of others. */
    Operator shown(Operator operator) {
        return only.map(tenant -> operator.shownWith(
                        Map.of(tenant, operator.tenants().getOrDefault(tenant, Set.of())),
                        isShared(operator) ? Optional.empty() : operator.networks()))
                .orElse(operator);
    }

    private static boolean isShared(Operator operator) {
        return operator.tenants().size() > 1;
    }

    /** What an operator's roles are after they were ordered to be these: those in other tenants stay as they are. */
    Map<TenantId, Set<String>> changed(Operator before, Map<TenantId, Set<String>> ordered) {
        if (only.isEmpty()) {
            return ordered;
        }
        Map<TenantId, Set<String>> all = new HashMap<>(before.tenants());
        all.putAll(ordered);
        return all;
    }

    /** What is left of an operator's roles after a deletion. */
    Map<TenantId, Set<String>> left(Operator before) {
        Map<TenantId, Set<String>> left = new HashMap<>(before.tenants());
        only.ifPresentOrElse(left::remove, left::clear);
        return left;
    }

    /** @throws ProblemException 404 where roles are given in a tenant that is none of theirs */
    void requireOwn(Set<TenantId> tenants) {
        if (!only.map(tenant -> tenants.equals(Set.of(tenant))).orElse(true)) {
            throw Refusals.tenantUnknown();
        }
    }

    /** @throws ProblemException 409 where the operator is others' too, whom a change would concern */
    void requireWhole(Operator operator) {
        if (only.isPresent() && isShared(operator)) {
            throw Refusals.taken(
                    "operator_shared",
                    "The operator belongs to other tenants too: change the roles here, or take the operator out of this tenant;"
                            + " the rest is for operators of the connector.");
        }
    }
}
