package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenants;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * People who log in with a password: all of them, or those of one tenant; to whom has those, an operator of others alone is as good as none.
 * An operator is named by id or name; names are the same for all tenants. Safe for many threads.
 */
public final class OperatorAdministration {

    private final Ledger ledger;
    private final Tenants tenants;
    private final Passwords passwords;
    private final OperatorReach reach;

    OperatorAdministration(Ledger ledger, Tenants tenants, Passwords passwords) {
        this(ledger, tenants, passwords, new OperatorReach(Optional.empty()));
    }

    private OperatorAdministration(Ledger ledger, Tenants tenants, Passwords passwords, OperatorReach reach) {
        this.ledger = ledger;
        this.tenants = tenants;
        this.passwords = passwords;
        this.reach = reach;
    }

    /** Those of a tenant, as its administrators see and change them: as if there were no other tenants. */
    public OperatorAdministration of(TenantId tenant) {
        return new OperatorAdministration(ledger, tenants, passwords, new OperatorReach(Optional.of(tenant)));
    }

    /** In the order of their names. */
    public List<Operator> list() {
        return ledger.known().operators().stream()
                .map(OperatorEntry::operator)
                .filter(reach::has)
                .map(reach::shown)
                .sorted(Comparator.comparing(Operator::name))
                .toList();
    }

    /** @throws ProblemException 404 */
    public Operator get(String name) {
        return reach.shown(find(ledger.known(), name).operator());
    }

    /**
     * @param password stays the caller's to wipe
     * @param roles by tenant, at least one
     * @param networks from where the operator may log in and use what that gives; none for everywhere
     * @throws ProblemException 400 where the password is too short or a network is no range, 404 where a tenant is unknown, 409 where the name is taken, by whomever
     */
    public Operator create(String name, char[] password, Map<TenantId, Set<String>> roles, List<String> networks) {
        Names.checkPerson(name);
        checkRoles(roles);
        Optional<Networks> ranges = Names.networks(networks);
        PasswordHash hash = hash(password);
        return ledger.change(known -> {
            if (known.operatorByName(name).isPresent()) {
                throw Refusals.taken("operator_exists", "There is an operator of this name.");
            }
            if (known.operators().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Operator operator = new Operator(
                    UUID.randomUUID(),
                    name,
                    true,
                    roles,
                    ranges,
                    1,
                    ledger.clock().instant());
            return new Ledger.Change<>(operator, List.of(new Event.OperatorKept(new OperatorEntry(operator, hash))));
        });
    }

    /**
     * Gives other roles from now on; what the operator was given before ends where that takes one away.
     *
     * @param roles by tenant, at least one; a tenant that is not named is taken away
     */
    public Operator changeRoles(String name, Map<TenantId, Set<String>> roles) {
        checkRoles(roles);
        return replace(name, entry -> entry.with(reach.changed(entry.operator(), roles)));
    }

    /** All that the operator was given with the password before ends. */
    public Operator setPassword(String name, char[] password) {
        PasswordHash hash = hash(password);
        return replaceWhole(name, entry -> entry.with(hash));
    }

    /** Both end what the operator was given. */
    public Operator enable(String name, boolean enabled) {
        return replaceWhole(name, entry -> entry.enabled(enabled));
    }

    /**
     * Changes from where the operator may be used: at once, with tokens that were given out before as well.
     *
     * @param networks ranges such as {@code 10.0.0.0/8}; none for everywhere
     * @throws ProblemException 400 where one is no range
     */
    public Operator limit(String name, List<String> networks) {
        Optional<Networks> ranges = Names.networks(networks);
        return replaceWhole(name, entry -> entry.withNetworks(ranges));
    }

    /** Logs an operator out everywhere. */
    public Operator endSessions(String name) {
        return replaceWhole(name, OperatorEntry::ended);
    }

    /** Takes the operator out of the tenant, or of all; without any tenant left it is gone. */
    public Operator delete(String name) {
        return ledger.change(known -> {
            OperatorEntry entry = find(known, name);
            Operator operator = entry.operator();
            Map<TenantId, Set<String>> left = reach.left(operator);
            Event event = left.isEmpty()
                    ? new Event.OperatorRemoved(operator.id())
                    : new Event.OperatorKept(entry.with(left));
            return new Ledger.Change<>(reach.shown(operator), List.of(event));
        });
    }

    private Operator replaceWhole(String name, UnaryOperator<OperatorEntry> change) {
        return replace(name, entry -> {
            reach.requireWhole(entry.operator());
            return change.apply(entry);
        });
    }

    private Operator replace(String name, UnaryOperator<OperatorEntry> change) {
        return ledger.change(known -> {
            OperatorEntry after = change.apply(find(known, name));
            return new Ledger.Change<>(reach.shown(after.operator()), List.of(new Event.OperatorKept(after)));
        });
    }

    private OperatorEntry find(Known known, String name) {
        return Ids.uuid(name)
                .flatMap(known::operator)
                .or(() -> known.operatorByName(name))
                .filter(entry -> reach.has(entry.operator()))
                .orElseThrow(Refusals::operatorUnknown);
    }

    private void checkRoles(Map<TenantId, Set<String>> roles) {
        if (roles.isEmpty()) {
            throw Refusals.invalid("An operator has at least one tenant.");
        }
        reach.requireOwn(roles.keySet());
        roles.forEach((tenant, some) -> {
            Names.checkRoles(some);
            if (tenants.byId(tenant).isEmpty()) {
                throw Refusals.tenantUnknown();
            }
        });
    }

    private PasswordHash hash(char[] password) {
        if (password.length < Passwords.SHORTEST || password.length > Passwords.LONGEST) {
            throw new ProblemException(
                    400,
                    "password_unusable",
                    "A password has " + Passwords.SHORTEST + " to " + Passwords.LONGEST + " characters.");
        }
        return passwords
                .hash(password)
                .orElseThrow(() -> new ProblemException(
                        503, "busy", "Too many passwords are checked at a time; try again later."));
    }
}
