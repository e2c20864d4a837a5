package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the tenant and the space that a request is about. One that the caller may not enter looks like one that does not exist. */
final class TenantChoice {

    private final Tenants tenants;

    TenantChoice(Tenants tenants) {
        this.tenants = tenants;
    }

    /** What was chosen. */
    sealed interface Choice {}

    record One(Tenant tenant, Optional<UUID> space) implements Choice {}

    record None(int status, String code, String detail) implements Choice {}

    Choice choose(Principal principal, Asked asked) {
        List<Tenant> open = tenants.all().stream()
                .filter(Tenant::enabled)
                .filter(tenant -> principal.tenants().containsKey(tenant.id()))
                .toList();
        Optional<UUID> space = asked.space().flatMap(TenantChoice::uuid);
        if (asked.space().isPresent()) {
            open = open.stream()
                    .filter(tenant -> space.isPresent() && reaches(principal, tenant, space.get()))
                    .toList();
            if (open.isEmpty()) {
                return new None(404, "space_unknown", "There is no such space.");
            }
        }
        if (asked.tenant().isPresent()) {
            String name = asked.tenant().get();
            open = open.stream()
                    .filter(tenant ->
                            tenant.id().value().equals(name) || tenant.aliases().contains(name))
                    .toList();
            if (open.isEmpty()) {
                return new None(404, "tenant_unknown", "There is no such tenant.");
            }
        }
        if (open.size() > 1 && asked.organisation().isPresent()) {
            OrganisationId organisation = organisation(asked.organisation().get());
            open = open.stream()
                    .filter(tenant -> tenant.organisations().contains(organisation))
                    .toList();
            if (open.isEmpty()) {
                return new None(
                        403,
                        "organisation_unknown",
                        "Connector-Organisation names none of the caller's organisations.");
            }
        }
        if (principal.kind() == Principal.Kind.PLUGIN
                && asked.tenant().isEmpty()
                && asked.space().isEmpty()) {
            // Whom a plugin serves changes with every installation: it says each time whom it means.
            return new None(
                    400,
                    "tenant_required",
                    "A plugin names the tenant, in the path or in the header Connector-Tenant.");
        }
        return switch (open.size()) {
            case 0 -> new None(403, "no_tenant", "The caller belongs to no tenant of this connector, or not any more.");
            case 1 -> new One(open.getFirst(), space);
            default ->
                new None(
                        400,
                        "tenant_required",
                        "The caller belongs to several tenants; name one in the header Connector-Tenant.");
        };
    }

    /** Whoever is bound to spaces is told of no other. */
    private static boolean reaches(Principal principal, Tenant tenant, UUID space) {
        return tenant.space(space).isPresent()
                && Optional.ofNullable(principal.tenants().get(tenant.id()))
                        .flatMap(Rights::bound)
                        .map(bound -> bound.containsKey(space))
                        .orElse(true);
    }

    private static OrganisationId organisation(String text) {
        String id = text.strip();
        return new OrganisationId(id.isEmpty() || id.length() > 128 ? "-" : id);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
