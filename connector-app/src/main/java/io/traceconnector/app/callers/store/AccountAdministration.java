package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Service accounts of a tenant. Those of another tenant are refused as those that do not exist are. An account is named by its id or its client
 * id. Safe for many threads.
 */
public final class AccountAdministration {

    private static final Set<String> READER = Set.of("connector.reader");
    private static final int LONGEST_RESOURCE = 500;

    private final Ledger ledger;

    AccountAdministration(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Oldest first. */
    public List<ServiceAccount> list(Tenant tenant) {
        return ledger.known().accounts().stream()
                .map(AccountEntry::account)
                .filter(account -> account.tenant().equals(tenant.id()))
                .sorted(Comparator.comparing(ServiceAccount::createdAt).thenComparing(ServiceAccount::id))
                .toList();
    }

    /** @throws ProblemException 404 */
    public ServiceAccount get(Tenant tenant, String name) {
        return find(ledger.known(), tenant, name).account();
    }

    /** @throws ProblemException 400 where spaces, roles or the client id do not fit the tenant, 409 where the client id is taken */
    public Issued<ServiceAccount> create(Tenant tenant, AccountDraft draft) {
        Names.checkText(draft.description());
        checkResources(draft.resources());
        Optional<Networks> networks = Names.networks(draft.networks());
        Space space = onlyOperational(tenant, draft.scopedRoles());
        ClientId.check(draft.clientId(), space, tenant);
        Map<UUID, Set<String>> roles = new HashMap<>(draft.scopedRoles());
        roles.putIfAbsent(tenant.definitional().id(), READER);
        roles.values().forEach(Names::checkRoles);
        return ledger.change(known -> {
            if (known.accounts().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Instant now = ledger.clock().instant();
            String clientId = draft.clientId().orElseGet(() -> newClientId(known, space, tenant));
            if (known.accountByClientId(clientId).isPresent()) {
                throw Refusals.taken("client_id_taken", "There is a service account of this client id.");
            }
            NewSecret secret = NewSecret.of(ledger, Secret.Kind.SERVICE_ACCOUNT, clientId);
            Secrets secrets = secret.alone(now);
            ServiceAccount account = new ServiceAccount(
                    UUID.randomUUID(),
                    tenant.id(),
                    clientId,
                    ClientId.email(clientId),
                    draft.description(),
                    true,
                    roles,
                    List.of(),
                    draft.resources(),
                    networks,
                    known.firstGeneration(clientId),
                    Optional.empty(),
                    secrets.facts(),
                    now);
            return new Ledger.Change<>(
                    new Issued<>(account, secret.secret().text()),
                    List.of(new Event.AccountKept(new AccountEntry(account, secrets.hashes()))));
        });
    }

    /**
     * Gives a new secret.
     *
     * @throws ProblemException 400 where the rotation takes too long
     */
    public Issued<ServiceAccount> rotate(Tenant tenant, String name, Rotation rotation) {
        return ledger.change(known -> {
            AccountEntry before = find(known, tenant, name);
            NewSecret secret = NewSecret.of(
                    ledger, Secret.Kind.SERVICE_ACCOUNT, before.account().clientId());
            Secrets secrets = secret.addedTo(before.secrets(), ledger.clock().instant(), rotation);
            AccountEntry after = before.with(secrets);
            if (rotation.revokeIssued()) {
                after = after.nextGeneration(ledger.clock().instant());
            }
            return new Ledger.Change<>(
                    new Issued<>(after.account(), secret.secret().text()), List.of(new Event.AccountKept(after)));
        });
    }

    /** Disabling ends its tokens for good; enabled again, it gets new ones. */
    public ServiceAccount enable(Tenant tenant, String name, boolean enabled) {
        return replace(tenant, name, before -> {
            AccountEntry after = before.enabled(enabled);
            return enabled ? after : after.nextGeneration(ledger.clock().instant());
        });
    }

    /**
     * Changes from where it may be used: at once, by tokens that were given out before as well.
     *
     * @param networks ranges such as {@code 10.0.0.0/8}; none for everywhere
     * @throws ProblemException 400 where one is no range
     */
    public ServiceAccount limit(Tenant tenant, String name, List<String> networks) {
        Optional<Networks> ranges = Names.networks(networks);
        return replace(tenant, name, before -> before.withNetworks(ranges));
    }

    /** An account of the same client id that is made later begins with another generation. */
    public ServiceAccount delete(Tenant tenant, String name) {
        return ledger.change(known -> {
            ServiceAccount account = find(known, tenant, name).account();
            return new Ledger.Change<>(
                    account,
                    List.of(
                            new Event.AccountRemoved(account.id()),
                            new Event.Ended(
                                    account.clientId(),
                                    account.generation() + 1,
                                    ledger.clock().instant())));
        });
    }

    /** With other keys. */
    ServiceAccount replace(Tenant tenant, String name, UnaryOperator<AccountEntry> change) {
        return ledger.change(known -> {
            AccountEntry after = change.apply(find(known, tenant, name));
            return new Ledger.Change<>(after.account(), List.of(new Event.AccountKept(after)));
        });
    }

    private static AccountEntry find(Known known, Tenant tenant, String name) {
        return Ids.uuid(name)
                .flatMap(known::account)
                .or(() -> known.accountByClientId(name))
                .filter(entry -> entry.account().tenant().equals(tenant.id()))
                .orElseThrow(Refusals::accountUnknown);
    }

    private String newClientId(Known known, Space space, Tenant tenant) {
        long number = ledger.clock().instant().getEpochSecond();
        while (known.accountByClientId(ClientId.dotted(number, space, tenant)).isPresent()) {
            number++;
        }
        return ClientId.dotted(number, space, tenant);
    }

    private static Space onlyOperational(Tenant tenant, Map<UUID, Set<String>> scopedRoles) {
        Set<UUID> known = tenant.spaces().map(Space::id).collect(Collectors.toSet());
        if (!known.containsAll(scopedRoles.keySet())) {
            throw new ProblemException(400, "space_unknown", "The tenant has no such space.");
        }
        List<Space> operational = tenant.spaces()
                .filter(space -> space.kind() == SpaceKind.OPERATIONAL && scopedRoles.containsKey(space.id()))
                .toList();
        if (operational.size() != 1) {
            throw new ProblemException(
                    400,
                    "one_operational_space",
                    "A service account has roles in exactly one operational space, and in the definitional one.");
        }
        return operational.getFirst();
    }

    private static void checkResources(List<String> resources) {
        Names.checkCount(resources, "resources");
        if (!resources.stream().allMatch(pattern -> pattern.startsWith("/") && pattern.length() <= LONGEST_RESOURCE)) {
            throw Refusals.invalid("resources must be patterns of paths, which begin with a slash.");
        }
    }
}
