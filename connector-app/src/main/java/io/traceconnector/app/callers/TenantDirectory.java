package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of the configuration and those that were made at run time. What belongs to nobody belongs to tenant {@code default}, which exists
 * as long as there is something left for it.
 */
public final class TenantDirectory implements Tenants {

    /** Whose everything is that no other tenant names. */
    public static final TenantId DEFAULT = new TenantId("default");

    private final List<Tenant> configured;
    private final Set<OrganisationId> organisations;
    private final Supplier<? extends Collection<Tenant>> made;
    private volatile @Nullable Known known;

    /**
     * @param organisations all of the configuration
     * @param made at run time, as they are now, the same collection as long as they are the same; one that takes what the configuration gives to another is left without it
     * @throws IllegalArgumentException where the configuration's tenants do not fit together
     */
    public TenantDirectory(
            Map<TenantId, TenantConfig> config,
            Set<OrganisationId> organisations,
            Supplier<? extends Collection<Tenant>> made) {
        this.organisations = Set.copyOf(organisations);
        this.configured = List.copyOf(configured(config, this.organisations));
        this.made = made;
    }

    /** The UUID of a space that was given none: the same wherever names are the same. */
    public static UUID spaceId(TenantId tenant, String space) {
        return UUID.nameUUIDFromBytes(
                ("trace-connector space\n" + tenant + "\n" + space).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Tenant> configured(Map<TenantId, TenantConfig> config, Set<OrganisationId> organisations) {
        List<Tenant> tenants = new ArrayList<>();
        Set<OrganisationId> taken = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<UUID> spaces = new HashSet<>();
        new TreeMap<>(config).forEach((id, one) -> {
            Tenant tenant = tenant(id, one);
            for (OrganisationId organisation : tenant.organisations()) {
                require(organisations.contains(organisation), id, "there is no organisation " + organisation);
                require(taken.add(organisation), id, "organisation " + organisation + " belongs to another tenant");
            }
            Stream.concat(Stream.of(id.value()), tenant.aliases().stream())
                    .forEach(name -> require(names.add(name), id, "the name " + name + " is another tenant's"));
            tenant.spaces().forEach(space -> require(spaces.add(space.id()), id, "two spaces have one UUID"));
            tenants.add(tenant);
        });
        return tenants;
    }

    private static Tenant tenant(TenantId id, TenantConfig config) {
        Map<String, SpaceConfig> spaces = config.spaces().isEmpty()
                ? Map.of("main", new SpaceConfig(Optional.empty(), Optional.empty()))
                : config.spaces();
        List<Space> operational = new ArrayList<>();
        new TreeMap<>(spaces)
                .forEach((name, space) -> operational.add(new Space(
                        space.id().map(text -> uuid(id, text)).orElseGet(() -> spaceId(id, name)),
                        name,
                        SpaceKind.OPERATIONAL,
                        space.workflows()
                                .map(list -> list.stream().map(WorkflowId::new).collect(Collectors.toSet())))));
        UUID definitional =
                config.definitionalSpace().map(text -> uuid(id, text)).orElseGet(() -> spaceId(id, "definitional/"));
        return new Tenant(
                id,
                config.kind(),
                config.enabled(),
                Set.copyOf(config.aliases()),
                Set.copyOf(config.organisationIds()),
                new Space(definitional, "definitional", SpaceKind.DEFINITIONAL, Optional.empty()),
                operational,
                config.policy());
    }

    private static UUID uuid(TenantId tenant, String text) {
        try {
            require(text.length() == 36, tenant, text + " is not a UUID");
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tenants." + tenant + ": " + text + " is not a UUID", e);
        }
    }

    private static void require(boolean holds, TenantId tenant, String message) {
        if (!holds) {
            throw new IllegalArgumentException("tenants." + tenant + ": " + message);
        }
    }

    /** Those of the configuration alone, which need no store. */
    public List<Tenant> configured() {
        return configured;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // put together anew only when there is another set of them
    public List<Tenant> all() {
        Collection<Tenant> now = made.get();
        Known last = known;
        if (last == null || last.made() != now) {
            last = new Known(now, together(now));
            known = last;
        }
        return last.all();
    }

    private List<Tenant> together(Collection<Tenant> madeNow) {
        Map<TenantId, Tenant> tenants = new TreeMap<>();
        configured.forEach(tenant -> tenants.put(tenant.id(), tenant));
        Set<OrganisationId> left = new TreeSet<>(organisations);
        configured.forEach(tenant -> left.removeAll(tenant.organisations()));
        for (Tenant tenant : madeNow) {
            if (!tenants.containsKey(tenant.id())) {
                Set<OrganisationId> own = new TreeSet<>(tenant.organisations());
                own.retainAll(left);
                left.removeAll(own);
                tenants.put(tenant.id(), tenant.with(own));
            }
        }
        if (!left.isEmpty() && !tenants.containsKey(DEFAULT)) {
            tenants.put(DEFAULT, remaining(left));
        }
        return List.copyOf(tenants.values());
    }

    private static Tenant remaining(Set<OrganisationId> left) {
        List<String> names = left.stream().map(OrganisationId::value).toList();
        return tenant(
                DEFAULT,
                new TenantConfig(
                        names, List.of(), Optional.empty(), Map.of(), Optional.empty(), TenantKind.PRODUCTION, true));
    }

    @Override
    public Optional<Tenant> byId(TenantId id) {
        return all().stream().filter(tenant -> tenant.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Tenant> named(String name) {
        return all().stream()
                .filter(tenant ->
                        tenant.id().value().equals(name) || tenant.aliases().contains(name))
                .findFirst();
    }

    @Override
    public TenantId of(OrganisationId organisation) {
        return all().stream()
                .filter(tenant -> tenant.organisations().contains(organisation))
                .findFirst()
                .map(Tenant::id)
                .orElse(DEFAULT);
    }

    private record Known(Collection<Tenant> made, List<Tenant> all) {}
}
