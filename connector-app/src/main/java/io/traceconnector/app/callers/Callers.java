package io.traceconnector.app.callers;

import io.traceconnector.api.Caller;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Admission.Refused;
import io.traceconnector.app.callers.pdp.DecisionPoint;
import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.callers.policy.Policies;
import io.traceconnector.app.trace.Credential;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells who is calling and lets them in where they may: one credential, one authenticator that decides on it, the tenant and space that are
 * asked for, and the tenant's policy. Everything but the credential's own proof is looked at anew for each request. Safe for many threads.
 */
public final class Callers {

    private final List<Authenticator> authenticators;
    private final CredentialReader reader;
    private final Tenants tenants;
    private final Policies policies;
    private final ResourceRule resources;
    private final Clock clock;
    private final Possession possession;
    private final SecondOpinion second;

    /** Where nobody can show to hold what a token is bound to. */
    public Callers(
            List<Authenticator> authenticators,
            Tenants tenants,
            Policies policies,
            ResourceRule resources,
            Clock clock) {
        this(authenticators, tenants, policies, resources, clock, Possession.none(), Optional.empty());
    }

    /**
     * @param authenticators the first that takes a credential decides; the more special stands first
     * @param resources reads the patterns of paths that credentials are narrowed to
     * @param clock by which answers that last end with their credential
     * @param possession knows whether callers hold what their tokens are bound to
     * @param external asked about what the policies allow; can only take away
     */
    public Callers(
            List<Authenticator> authenticators,
            Tenants tenants,
            Policies policies,
            ResourceRule resources,
            Clock clock,
            Possession possession,
            Optional<DecisionPoint> external) {
        this.authenticators = List.copyOf(authenticators);
        this.reader = new CredentialReader();
        this.tenants = tenants;
        this.policies = policies;
        this.resources = resources;
        this.clock = clock;
        this.possession = possession;
        this.second = new SecondOpinion(external);
    }

    /** What the sender of a request for a token holds, and what its next proof has to name. */
    public Possession possession() {
        return possession;
    }

    /** Decides; blocks where somebody has to be asked. */
    public Admission admit(RequestFacts facts, Asked asked) {
        return switch (reader.read(facts)) {
            case CredentialReader.Found.Unusable(var refusal) -> refusal;
            case CredentialReader.Found.One(var credential) ->
                chosen(credential)
                        .map(one -> second.on(
                                judge(one.authenticate(credential, facts), one, credential, facts, asked), asked))
                        .orElseGet(() -> Refusals.unrecognised(credential, facts));
        };
    }

    /** Decides without blocking, from what is remembered; empty where {@link #admit} has to be asked, as always for a proof, which takes a while. */
    public Optional<Admission> remembered(RequestFacts facts, Asked asked) {
        return switch (reader.read(facts)) {
            case CredentialReader.Found.Unusable(var refusal) -> Optional.of(refusal);
            case CredentialReader.Found.One(Presented.Bearer(var token)) when token.isWithProof() -> Optional.empty();
            case CredentialReader.Found.One(var credential) -> {
                Optional<Authenticator> one = chosen(credential);
                yield one.isEmpty()
                        ? Optional.of(Refusals.unrecognised(credential, facts))
                        : one.get()
                                .remembered(credential, facts)
                                .flatMap(verdict ->
                                        second.remembered(judge(verdict, one.get(), credential, facts, asked), asked));
            }
        };
    }

    /** What a request's credential claims; empty where there is none, or none that can be read. */
    public Optional<Claim> claimed(RequestFacts facts) {
        return reader.read(facts) instanceof CredentialReader.Found.One(var credential)
                ? Claim.of(credential)
                : Optional.empty();
    }

    /** What is answered to a request with a token among the names of its query, whether or not it needs a credential. */
    public static Optional<Refused> tokenInQuery(Set<String> names) {
        return CredentialReader.tokenInQuery(names);
    }

    /** Whether a request's token says of itself that its time is over: no sign of guessing. */
    public boolean isOver(RequestFacts facts, Instant now) {
        return reader.read(facts) instanceof CredentialReader.Found.One(Presented.Bearer(var token))
                && token.isOver(now);
    }

    /** Whether a header holds a token that may go to Account as a login. A credential of the connector's own, in whatever scheme, must not. */
    public boolean mayBeLogin(String authorization) {
        return BearerToken.ofHeader(authorization)
                .map(token -> chosen(new Presented.Bearer(token))
                        .filter(one -> !(one instanceof AccountCallers))
                        .isEmpty())
                .orElse(false);
    }

    private Optional<Authenticator> chosen(Presented credential) {
        return authenticators.stream().filter(one -> one.takes(credential)).findFirst();
    }

    private Admission judge(Verdict verdict, Authenticator by, Presented credential, RequestFacts facts, Asked asked) {
        return switch (verdict) {
            case Verdict.Rejected(var status, var code, var detail) -> Refused.of(status, code, detail);
            case Verdict.Away(var code, var detail) -> new Admission.Unavailable(code, detail);
            case Verdict.Accepted(var principal, var binding) -> {
                Optional<Verdict> missing = credential instanceof Presented.Bearer(var shown)
                        ? possession.missing(binding, shown, facts)
                        : Optional.empty();
                if (missing.isPresent()) {
                    yield judge(missing.get(), by, credential, facts, asked);
                }
                Optional<Credential.Callers> account = principal.kind() == Principal.Kind.ENTITY_ACCOUNT
                                && credential instanceof Presented.Bearer(var token)
                        ? Optional.of(new Credential.Callers(token.authorization()))
                        : Optional.empty();
                yield enter(principal, account, by, credential, facts, asked);
            }
        };
    }

    private Admission enter(
            Principal principal,
            Optional<Credential.Callers> account,
            Authenticator by,
            Presented credential,
            RequestFacts facts,
            Asked asked) {
        if (asked.demand() instanceof Demand.Recognition) {
            return recognised(principal, by, credential, facts);
        }
        if (asked.demand() instanceof Demand.OwnAccount && account.isEmpty()) {
            return Refusals.accountTokenRequired(principal);
        }
        return switch (new TenantChoice(tenants).choose(principal, asked)) {
            case TenantChoice.None(var status, var code, var detail) ->
                new Refused(status, code, detail, Optional.of(principal));
            case TenantChoice.One(var tenant, var _)
            when !within(principal, tenant, facts) -> Refusals.denied(principal, List.of());
            case TenantChoice.One(var tenant, var space) -> {
                Decision decision = decide(tenant, principal, space, asked);
                yield switch (decision) {
                    case Decision.Denied(var rules) -> Refusals.denied(principal, rules);
                    case Decision.Allowed allowed
                    when allowed.limited() && asked.demand().isRelay() -> Refusals.seesOnlyAPart(principal);
                    case Decision.Allowed allowed ->
                        new Admission.Admitted(new CallerSession.Entered(
                                principal,
                                tenant,
                                new Caller(
                                        principal.id(), tenant.id(), organisations(tenant, principal), allowed.sight()),
                                allowed,
                                account,
                                action -> policies.decide(
                                                tenant, principal, new Need(action, SpaceKind.OPERATIONAL, space))
                                        instanceof Decision.Allowed,
                                lasting(
                                        principal,
                                        () -> stillThere(tenant, allowed, account, by, credential, facts, asked))));
                };
            }
        };
    }

    /** In no tenant, and so told of none that is not open. */
    private Admission recognised(Principal principal, Authenticator by, Presented credential, RequestFacts facts) {
        Map<TenantId, Rights> rights = principal.tenants();
        if (!rights.isEmpty() && rights.values().stream().noneMatch(each -> within(each, facts))) {
            return Refusals.denied(principal, List.of());
        }
        Map<TenantId, Rights> open = new TreeMap<>(rights);
        open.keySet().removeIf(id -> tenants.byId(id).filter(Tenant::enabled).isEmpty());
        return new Admission.Admitted(new CallerSession.Recognised(
                principal.in(open),
                tenant -> administers(principal, tenant, facts),
                lasting(principal, () -> by.authenticate(credential, facts) instanceof Verdict.Accepted)));
    }

    /** As long as the credential does. One that is taken although its time is over, since clocks differ, ends by being looked at again. */
    private CallerSession.Standing lasting(Principal principal, CallerSession.Standing standing) {
        Instant end = principal.expires();
        boolean overAlready = !clock.instant().isBefore(end);
        return overAlready ? standing : () -> clock.instant().isBefore(end) && standing.holds();
    }

    private boolean within(Principal principal, Tenant tenant, RequestFacts facts) {
        return Optional.ofNullable(principal.tenants().get(tenant.id()))
                .map(rights -> within(rights, facts))
                .orElse(true);
    }

    private boolean within(Rights rights, RequestFacts facts) {
        return rights.resources()
                .map(patterns -> resources.allows(patterns, facts.operation()))
                .orElse(true);
    }

    private Decision decide(Tenant tenant, Principal principal, Optional<UUID> space, Asked asked) {
        return switch (asked.demand()) {
            case Demand.Grant grant -> decide(tenant, principal, space, grant);
            case Demand.OneOf(var usual, var other) ->
                decide(tenant, principal, space, usual) instanceof Decision.Allowed allowed
                        ? allowed
                        : decide(tenant, principal, space, other);
            case Demand.OwnAccount(), Demand.Recognition() ->
                decide(tenant, principal, space, new Demand.Grant("account:relay", SpaceKind.OPERATIONAL));
        };
    }

    private Decision decide(Tenant tenant, Principal principal, Optional<UUID> space, Demand.Grant grant) {
        return policies.decide(tenant, principal, new Need(grant.action(), grant.kind(), space));
    }

    private boolean administers(Principal principal, TenantId id, RequestFacts facts) {
        return tenants.byId(id)
                .filter(Tenant::enabled)
                .filter(tenant -> within(principal, tenant, facts))
                .filter(tenant -> decide(tenant, principal, Optional.empty(), Demand.Grant.administration())
                        instanceof Decision.Allowed)
                .isPresent();
    }

    private boolean stillThere(
            Tenant before,
            Decision.Allowed allowed,
            Optional<Credential.Callers> account,
            Authenticator by,
            Presented credential,
            RequestFacts facts,
            Asked asked) {
        return by.authenticate(credential, facts) instanceof Verdict.Accepted(var principal, var _)
                && second.on(enter(principal, account, by, credential, facts, asked), asked)
                        instanceof Admission.Admitted(CallerSession.Entered now)
                && now.tenant().equals(before)
                && isSame(now.permission(), allowed);
    }

    private static boolean isSame(Decision.Allowed one, Decision.Allowed other) {
        return one.workflows().equals(other.workflows())
                && one.sight().rows().equals(other.sight().rows())
                && one.sight().fields().equals(other.sight().fields());
    }

    /** An account sees what its own organisations see, everybody else what the tenant's do. */
    private static Set<OrganisationId> organisations(Tenant tenant, Principal principal) {
        if (principal.kind() != Principal.Kind.ENTITY_ACCOUNT) {
            return tenant.organisations();
        }
        Set<String> own = principal.claims().getOrDefault(AccountCallers.ORGANISATION, Set.of());
        return tenant.organisations().stream()
                .filter(organisation -> own.contains(organisation.value()))
                .collect(Collectors.toSet());
    }
}
