package io.traceconnector.app.callers;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.trace.Credential;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A caller for the time of one request. */
public sealed interface CallerSession {

    Principal principal();

    /** Whether the credential, the tenant and what was allowed still are what they were; for answers that take long. May block. */
    boolean holds();

    /**
     * Recognised; in no tenant.
     *
     * @param administers whether the caller may administrate a tenant
     */
    record Recognised(Principal principal, Predicate<TenantId> administers, Standing standing)
            implements CallerSession {

        @Override
        public boolean holds() {
            return standing.holds();
        }
    }

    /**
     * In a tenant, and allowed what was asked.
     *
     * @param account the caller's own token of Account, the only one that goes to Trace in its name; empty for all other callers, for whom
     *     Trace is asked in an organisation's name
     * @param may what else the caller is allowed in this tenant's operational spaces, by action
     */
    record Entered(
            Principal principal,
            Tenant tenant,
            Caller caller,
            Decision.Allowed permission,
            Optional<Credential.Callers> account,
            Predicate<String> may,
            Standing standing)
            implements CallerSession {

        @Override
        public boolean holds() {
            return standing.holds();
        }

        /** Whether what was asked is allowed in a workflow. */
        public boolean reaches(WorkflowId workflow) {
            return permission.workflows().map(set -> set.contains(workflow)).orElse(true);
        }

        /** The same, whose caller sees through another sight; what it was allowed stays. */
        public Entered seeing(Sight sight) {
            Caller other = new Caller(caller.id(), caller.tenant(), caller.organisations(), sight);
            return new Entered(principal, tenant, other, permission, account, may, standing);
        }

        /**
         * The same, where somebody else has agreed.
         *
         * @param by names of rules
         * @param may what else the caller is allowed
         */
        Entered confirmed(List<String> by, Predicate<String> may) {
            return new Entered(principal, tenant, caller, permission.alsoBy(by), account, may, standing);
        }

        @Override
        public String toString() {
            return "Entered[" + caller.id() + " " + tenant.id() + "]";
        }
    }

    /** Looks again. */
    interface Standing {
        boolean holds();
    }
}
