package io.traceconnector.app.callers.store;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Tenants that are made at run time. Those of the configuration are changed there. Safe for many threads. */
public final class TenantAdministration {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Pattern SPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MOST = 100;

    /** Where organisations belong that no tenant names. */
    private static final TenantId DEFAULT = new TenantId("default");

    private final Ledger ledger;
    private final Tenants all;
    private final Set<OrganisationId> organisations;

    TenantAdministration(Ledger ledger, Tenants all, Set<OrganisationId> organisations) {
        this.ledger = ledger;
        this.all = all;
        this.organisations = Set.copyOf(organisations);
    }

    /** All tenants, wherever they were made. */
    public List<Tenant> list() {
        return all.all();
    }

    /**
     * By id or alias.
     *
     * @throws ProblemException 404
     */
    public Tenant named(String name) {
        return all.named(name).orElseThrow(Refusals::tenantUnknown);
    }

    /** @throws ProblemException 409 where a name or an organisation is another tenant's */
    public Tenant create(TenantDraft draft) {
        checkForm(draft);
        return ledger.change(known -> {
            checkFree(draft, known);
            if (known.tenants().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Tenant tenant = new Tenant(
                    draft.id(),
                    true,
                    draft.aliases(),
                    draft.organisations(),
                    new Space(UUID.randomUUID(), "definitional", SpaceKind.DEFINITIONAL, Optional.empty()),
                    spaces(draft.spaces()),
                    Optional.empty());
            return new Ledger.Change<>(tenant, List.of(new Event.TenantKept(tenant)));
        });
    }

    /** Lets nobody in, or somebody again. */
    public Tenant enable(TenantId id, boolean enabled) {
        return ledger.change(known -> {
            Tenant before = stored(known, id);
            Tenant tenant = new Tenant(
                    id,
                    enabled,
                    before.aliases(),
                    before.organisations(),
                    before.definitional(),
                    before.operational(),
                    before.policy());
            return new Ledger.Change<>(tenant, List.of(new Event.TenantKept(tenant)));
        });
    }

    /** @throws ProblemException 409 where it has service accounts, installations or operators, or owns plugins */
    public Tenant delete(TenantId id) {
        return ledger.change(known -> {
            Tenant before = stored(known, id);
            boolean used = known.accounts().stream()
                            .anyMatch(entry -> entry.account().tenant().equals(id))
                    || known.installations().stream()
                            .anyMatch(entry -> entry.installation().tenant().equals(id))
                    || known.plugins().stream()
                            .anyMatch(entry -> entry.plugin().owner().equals(Optional.of(id)))
                    || known.operators().stream()
                            .anyMatch(entry -> entry.operator().tenants().containsKey(id));
            if (used) {
                throw Refusals.taken(
                        "tenant_in_use",
                        "The tenant has service accounts, installations, plugins or operators; delete these, or disable it.");
            }
            return new Ledger.Change<>(before, List.of(new Event.TenantRemoved(id)));
        });
    }

    private Tenant stored(Known known, TenantId id) {
        return known.tenant(id)
                .orElseThrow(() -> all.byId(id).isEmpty()
                        ? Refusals.tenantUnknown()
                        : Refusals.taken(
                                "tenant_configured",
                                "The tenant is one of the connector's configuration; change it there."));
    }

    private void checkForm(TenantDraft draft) {
        draft.aliases().forEach(alias -> check(NAME, alias, "An alias"));
        draft.spaces().forEach(space -> check(SPACE, space.name(), "The name of a space"));
        Set<String> names = new HashSet<>();
        if (!draft.spaces().stream().map(SpaceDraft::name).allMatch(names::add)
                || names.contains("definitional")
                || names.size() > MOST
                || draft.aliases().size() > MOST) {
            throw Refusals.invalid(
                    "Spaces must have different names, none of them definitional; at most 100 spaces and aliases.");
        }
        if (draft.organisations().isEmpty() || !organisations.containsAll(draft.organisations())) {
            throw Refusals.invalid("organisations must name at least one, and only ones of the configuration.");
        }
    }

    private static void check(Pattern form, String name, String what) {
        if (!form.matcher(name).matches()) {
            throw Refusals.invalid(what + " must match " + form.pattern() + ".");
        }
    }

    private void checkFree(TenantDraft draft, Known known) {
        List<String> names = new ArrayList<>(draft.aliases());
        names.add(draft.id().value());
        for (String name : names) {
            boolean stored = known.tenants().stream()
                    .anyMatch(tenant ->
                            tenant.id().value().equals(name) || tenant.aliases().contains(name));
            if (stored || all.named(name).isPresent()) {
                throw Refusals.taken("tenant_exists", "There is a tenant of the name " + name + " already.");
            }
        }
        for (OrganisationId organisation : draft.organisations()) {
            boolean stored = known.tenants().stream()
                    .anyMatch(tenant -> tenant.organisations().contains(organisation));
            boolean configured = all.all().stream()
                    .filter(tenant -> !tenant.id().equals(DEFAULT))
                    .anyMatch(tenant -> tenant.organisations().contains(organisation));
            if (stored || configured) {
                throw Refusals.taken(
                        "organisation_taken", "Organisation " + organisation + " belongs to another tenant.");
            }
        }
    }

    private static List<Space> spaces(List<SpaceDraft> drafts) {
        List<SpaceDraft> wanted = drafts.isEmpty() ? List.of(new SpaceDraft("production", Optional.empty())) : drafts;
        return wanted.stream()
                .map(draft -> new Space(UUID.randomUUID(), draft.name(), SpaceKind.OPERATIONAL, draft.workflows()))
                .toList();
    }
}
