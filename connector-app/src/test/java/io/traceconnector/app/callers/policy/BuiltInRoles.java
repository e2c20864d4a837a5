package io.traceconnector.app.callers.policy;

import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import java.util.List;

/** What roles allow that exist without any policy file; no row or field rules. */
public final class BuiltInRoles implements Policies {

    @Override
    public Decision decide(Tenant tenant, Principal principal, Need need) {
        Rights rights = principal.tenants().get(tenant.id());
        if (rights == null) {
            return new Decision.Denied(List.of());
        }
        // Nothing is hidden, so that the key of hashes is of no importance.
        FieldHash hash = new FieldHash(FieldKeys.derived(new byte[32]).of(tenant.id()));
        return new Decider(Policy.ofBuiltInRoles(), hash).decide(tenant, rights, principal.claims(), need);
    }
}
