package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An entity that the connector serves.
 *
 * @param kind for people to tell; it gives and takes no rights
 * @param enabled whether anybody is admitted to it
 * @param aliases by which others name it: project ids, account ids
 * @param organisations that belong to it, and to no other
 * @param definitional its one definitional space
 * @param operational at least one
 * @param policy its policy file; without one the built-in roles count
 */
public record Tenant(
        TenantId id,
        TenantKind kind,
        boolean enabled,
        Set<String> aliases,
        Set<OrganisationId> organisations,
        Space definitional,
        List<Space> operational,
        Optional<Path> policy) {

    public Tenant {
        aliases = Set.copyOf(aliases);
        organisations = Set.copyOf(organisations);
        operational = List.copyOf(operational);
    }

    public Tenant with(boolean nowEnabled) {
        return new Tenant(id, kind, nowEnabled, aliases, organisations, definitional, operational, policy);
    }

    public Tenant with(Set<OrganisationId> others) {
        return new Tenant(id, kind, enabled, aliases, others, definitional, operational, policy);
    }

    public Stream<Space> spaces() {
        return Stream.concat(Stream.of(definitional), operational.stream());
    }

    public Optional<Space> space(UUID id) {
        return spaces().filter(space -> space.id().equals(id)).findFirst();
    }
}
