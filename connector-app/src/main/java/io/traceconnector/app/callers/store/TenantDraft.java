package io.traceconnector.app.callers.store;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.TenantKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A tenant as it is asked for.
 *
 * @param kind where it is left out, that of a tenant that is there stays, and a new one is of production
 * @param organisations at least one, which no other tenant names
 * @param spaces operational ones; where there are none, one of the name {@code production} for everything
 * @param policy absolute path of its policy file; without one the built-in roles count
 */
public record TenantDraft(
        TenantId id,
        Optional<TenantKind> kind,
        Set<String> aliases,
        Set<OrganisationId> organisations,
        List<SpaceDraft> spaces,
        Optional<Path> policy) {

    public TenantDraft {
        aliases = Set.copyOf(aliases);
        organisations = Set.copyOf(organisations);
        spaces = List.copyOf(spaces);
    }

    /**
     * An operational space.
     *
     * @param workflows empty where all are meant
     */
    public record SpaceDraft(String name, Optional<Set<WorkflowId>> workflows) {}
}
