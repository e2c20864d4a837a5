package io.traceconnector.app.callers;

import io.traceconnector.api.Default;
import io.traceconnector.api.OrganisationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant of the configuration.
 *
 * @param organisations configured ones, each of no other tenant
 * @param aliases by which others name it: project ids, account ids
 * @param definitionalSpace its UUID; left out, one is derived from the tenant's name
 * @param spaces operational spaces by name; without any there is one, {@code main}, with all workflows
 * @param policy file; without one the built-in roles count
 * @param kind for people to tell; it gives and takes no rights
 * @param enabled whether anybody is admitted to it
 */
public record TenantConfig(
        List<String> organisations,
        List<String> aliases,
        Optional<String> definitionalSpace,
        Map<String, SpaceConfig> spaces,
        Optional<Path> policy,
        @Default("production") TenantKind kind,
        @Default("true") boolean enabled) {

    public TenantConfig {
        organisations = List.copyOf(organisations);
        aliases = List.copyOf(aliases);
        spaces = Map.copyOf(spaces);
        if (organisations.isEmpty()) {
            throw new IllegalArgumentException("organisations must name at least one organisation");
        }
    }

    List<OrganisationId> organisationIds() {
        return organisations.stream().map(OrganisationId::new).toList();
    }
}
