package io.traceconnector.api;

import java.util.Set;

/**
 * Who asks, and what they may see: links as the named organisations of one tenant see them, as far as the sight goes, nothing else. No
 * organisation means nothing.
 *
 * @param id for logs and limits; never a credential
 * @param tenant to which all the organisations belong
 */
public record Caller(String id, TenantId tenant, Set<OrganisationId> organisations, Sight sight) {

    public Caller {
        organisations = Set.copyOf(organisations);
    }
}
