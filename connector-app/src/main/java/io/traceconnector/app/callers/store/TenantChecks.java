package io.traceconnector.app.callers.store;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.callers.policy.PolicyProblem;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must hold of tenants that are made or changed at run time; each check is a {@link ProblemException} where it does not. */
final class TenantChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Pattern SPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MOST = 100;

    /** Of the problems of a policy file, so many are told. */
    private static final int TOLD = 3;

    /** Where organisations belong that no tenant names. */
    private static final TenantId DEFAULT = new TenantId("default");

    private final Tenants all;
    private final Set<OrganisationId> organisations;

    TenantChecks(Tenants all, Set<OrganisationId> organisations) {
        this.all = all;
        this.organisations = Set.copyOf(organisations);
    }

    /** Names are names, organisations are there, and the policy file can be used. Reads the file: not for where others wait. */
    void form(TenantDraft draft) {
        draft.aliases().forEach(alias -> check(NAME, alias, "An alias"));
        draft.spaces().forEach(space -> check(SPACE, space.name(), "The name of a space"));
        Set<String> names = new HashSet<>();
        if (!draft.spaces().stream().map(SpaceDraft::name).allMatch(names::add) || names.contains("definitional")) {
            throw Refusals.invalid("Spaces must have different names, none of them definitional.");
        }
        if (!organisations.containsAll(draft.organisations())) {
            throw Refusals.invalid("organisations must name only ones of the configuration.");
        }
        draft.policy().ifPresent(TenantChecks::policy);
    }

    private static void check(Pattern form, String name, String what) {
        if (!form.matcher(name).matches()) {
            throw Refusals.invalid(what + " must match " + form.pattern() + ".");
        }
    }

    private static void policy(Path file) {
        if (!file.isAbsolute()) {
            throw Refusals.invalid("policy must be the absolute path of a file on the connector's machine.");
        }
        List<PolicyProblem> problems = FilePolicies.check(file);
        if (!problems.isEmpty()) {
            String told =
                    problems.stream().limit(TOLD).map(PolicyProblem::toString).collect(Collectors.joining("; "));
            String more = problems.size() > TOLD ? "; and " + (problems.size() - TOLD) + " more" : "";
            throw new ProblemException(400, "policy_unusable", "The policy file cannot be used: " + told + more + ".");
        }
    }

    /** It has what every tenant has, and not too much of it. */
    void whole(Tenant tenant) {
        if (tenant.organisations().isEmpty()) {
            throw Refusals.invalid("organisations must name at least one.");
        }
        if (tenant.operational().isEmpty()) {
            throw Refusals.invalid("A tenant must have an operational space.");
        }
        if (tenant.operational().size() > MOST || tenant.aliases().size() > MOST) {
            throw Refusals.invalid("A tenant has at most 100 spaces and 100 aliases.");
        }
    }

    /** Nobody has these names and organisations. */
    void free(Set<String> names, Set<OrganisationId> wanted, Known known) {
        for (String name : names) {
            boolean stored = known.tenants().stream()
                    .anyMatch(tenant ->
                            tenant.id().value().equals(name) || tenant.aliases().contains(name));
            if (stored || all.named(name).isPresent()) {
                throw Refusals.taken("tenant_exists", "There is a tenant of the name " + name + " already.");
            }
        }
        for (OrganisationId organisation : wanted) {
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

    /** The spaces that go are there, and nobody's. */
    static void spacesGo(TenantChange change, Tenant before, Known known) {
        for (String name : change.withoutSpaces()) {
            UUID id = before.operational().stream()
                    .filter(space -> space.name().equals(name))
                    .map(Space::id)
                    .findFirst()
                    .orElseThrow(() -> Refusals.invalid("The tenant has no operational space " + name + "."));
            if (change.added().spaces().stream().anyMatch(space -> space.name().equals(name))) {
                throw Refusals.invalid("Space " + name + " cannot be changed and removed at once.");
            }
            if (known.accounts().stream()
                    .anyMatch(entry -> entry.account().scopedRoles().containsKey(id))) {
                throw Refusals.taken(
                        "space_in_use", "Space " + name + " has service accounts; delete these, or leave it.");
            }
        }
    }
}
