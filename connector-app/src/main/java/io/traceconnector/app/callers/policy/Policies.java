package io.traceconnector.app.callers.policy;

import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Tenant;

/** The policies of all tenants as they are now. Asked for every request; safe for many threads, asks nobody. */
public interface Policies {

    /** Decides for a principal that may enter the tenant. Nothing is allowed that no rule allows. */
    Decision decide(Tenant tenant, Principal principal, Need need);
}
