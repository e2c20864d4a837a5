package io.traceconnector.app;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.audit.Deed;
import io.traceconnector.app.audit.Subject;
import io.traceconnector.app.callers.policy.FilePolicies;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells the audit log which text of a tenant's policy counts from now on: its records of requests name rules, and those change with the text. */
final class PolicyRecords {

    private final FilePolicies policies;
    private final AuditLog audit;
    private final Map<TenantId, String> recorded = new HashMap<>();

    PolicyRecords(FilePolicies policies, AuditLog audit) {
        this.policies = policies;
        this.audit = audit;
    }

    /** What was not told before, or could not be. */
    synchronized void record() {
        Map<TenantId, String> now = policies.revisions();
        recorded.keySet().retainAll(now.keySet());
        now.forEach((tenant, revision) -> {
            if (!revision.equals(recorded.get(tenant))) {
                audit.event(
                        new Subject(Optional.of("connector"), Optional.empty(), "", ""),
                        new Deed(
                                "",
                                Optional.empty(),
                                "",
                                "policy",
                                "",
                                Optional.of(tenant),
                                Map.of("revision", revision)),
                        "in-force");
                recorded.put(tenant, revision);
            }
        });
    }
}
