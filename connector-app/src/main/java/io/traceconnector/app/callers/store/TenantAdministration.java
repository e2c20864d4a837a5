package io.traceconnector.app.callers.store;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tenants that are made at run time. Those of the configuration are changed there. Safe for many threads. */
public final class TenantAdministration {

    private final Ledger ledger;
    private final Tenants all;
    private final FilePolicies policies;
    private final TenantChecks checks;

    /** @param organisations of the configuration */
    TenantAdministration(Ledger ledger, Tenants all, Set<OrganisationId> organisations, FilePolicies policies) {
        this.ledger = ledger;
        this.all = all;
        this.policies = policies;
        this.checks = new TenantChecks(all, organisations);
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

    /**
     * Its policy counts when this returns.
     *
     * @throws ProblemException 409 where a name or an organisation is another tenant's; 400 where its policy file cannot be used
     */
    public Tenant create(TenantDraft draft) {
        checks.form(draft);
        Tenant made = ledger.change(known -> {
            Set<String> names = new HashSet<>(draft.aliases());
            names.add(draft.id().value());
            checks.free(names, draft.organisations(), known);
            if (known.tenants().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Tenant tenant = new Tenant(
                    draft.id(),
                    draft.kind().orElse(TenantKind.PRODUCTION),
                    true,
                    draft.aliases(),
                    draft.organisations(),
                    new Space(UUID.randomUUID(), "definitional", SpaceKind.DEFINITIONAL, Optional.empty()),
                    spaces(draft.spaces()),
                    draft.policy());
            checks.whole(tenant);
            return kept(tenant);
        });
        policies.read(made.id());
        return made;
    }

    /**
     * What is changed counts when this returns; what nobody changes stays, ids of spaces too.
     *
     * @throws ProblemException as for {@link #create}; 409 where a space is to go that has service accounts
     */
    public Tenant change(TenantId id, TenantChange change) {
        TenantDraft added = change.added();
        checks.form(added);
        Tenant changed = ledger.change(known -> {
            Tenant before = stored(known, id);
            Tenant tenant = change.appliedTo(before);
            checks.free(
                    others(added.aliases(), before.aliases()),
                    others(added.organisations(), before.organisations()),
                    known);
            checks.whole(tenant);
            TenantChecks.spacesGo(change, before, known);
            return kept(tenant);
        });
        policies.read(id);
        return changed;
    }

    private static <T> Set<T> others(Set<T> some, Set<T> known) {
        Set<T> others = new HashSet<>(some);
        others.removeAll(known);
        return others;
    }

    private static Ledger.Change<Tenant> kept(Tenant tenant) {
        return new Ledger.Change<>(tenant, List.of(new Event.TenantKept(tenant)));
    }

    /** Lets nobody in, or somebody again. */
    public Tenant enable(TenantId id, boolean enabled) {
        return ledger.change(known -> kept(stored(known, id).with(enabled)));
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

    private static List<Space> spaces(List<SpaceDraft> drafts) {
        List<SpaceDraft> wanted = drafts.isEmpty() ? List.of(new SpaceDraft("production", Optional.empty())) : drafts;
        return wanted.stream()
                .map(draft -> new Space(UUID.randomUUID(), draft.name(), SpaceKind.OPERATIONAL, draft.workflows()))
                .toList();
    }
}
