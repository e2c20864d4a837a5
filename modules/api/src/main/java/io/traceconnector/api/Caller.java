package io.traceconnector.api;

import java.util.Set;

/**
 * Who asks, and what they may see: links as the named organisations of ours see them, nothing else. No organisation means nothing.
 *
 * @param id for logs and limits; never a credential
 */
public record Caller(String id, Set<OrganisationId> organisations) {

    public Caller {
        organisations = Set.copyOf(organisations);
    }
}
