package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tenants in a list; each has an organisation and a project of its own name. */
public final class FakeTenants implements Tenants {

    public final List<Tenant> tenants = new ArrayList<>();

    public Tenant add(String name, boolean enabled) {
        Tenant tenant = new Tenant(
                new TenantId(name),
                TenantKind.PRODUCTION,
                enabled,
                Set.of("project-" + name),
                Set.of(new OrganisationId(name)),
                space(name, SpaceKind.DEFINITIONAL),
                List.of(space(name, SpaceKind.OPERATIONAL)),
                Optional.empty());
        tenants.removeIf(before -> before.id().equals(tenant.id()));
        tenants.add(tenant);
        return tenant;
    }

    private static Space space(String tenant, SpaceKind kind) {
        return new Space(
                UUID.nameUUIDFromBytes((tenant + kind).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                kind.name(),
                kind,
                Optional.empty());
    }

    @Override
    public List<Tenant> all() {
        return List.copyOf(tenants);
    }

    @Override
    public Optional<Tenant> byId(TenantId id) {
        return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Tenant> named(String name) {
        return tenants.stream()
                .filter(tenant ->
                        tenant.id().value().equals(name) || tenant.aliases().contains(name))
                .findFirst();
    }

    @Override
    public TenantId of(OrganisationId organisation) {
        return new TenantId(organisation.value());
    }
}
