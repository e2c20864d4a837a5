package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenants;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** People who log in with a password. An operator is named by id or name. Safe for many threads. */
public final class OperatorAdministration {

    private final Ledger ledger;
    private final Tenants tenants;
    private final Passwords passwords;

    OperatorAdministration(Ledger ledger, Tenants tenants, Passwords passwords) {
        this.ledger = ledger;
        this.tenants = tenants;
        this.passwords = passwords;
    }

    /** In the order of their names. */
    public List<Operator> list() {
        return ledger.known().operators().stream()
                .map(OperatorEntry::operator)
                .sorted(Comparator.comparing(Operator::name))
                .toList();
    }

    /**
     * @param password stays the caller's to wipe
     * @param roles by tenant, at least one
     * @throws ProblemException 400 where the password is too short or a tenant unknown, 409 where the name is taken
     */
    public Operator create(String name, char[] password, Map<TenantId, Set<String>> roles) {
        Names.checkPerson(name);
        checkRoles(roles);
        PasswordHash hash = hash(password);
        return ledger.change(known -> {
            if (known.operatorByName(name).isPresent()) {
                throw Refusals.taken("operator_exists", "There is an operator of this name.");
            }
            if (known.operators().size() >= ledger.bounds().each()) {
                throw Refusals.full();
            }
            Operator operator = new Operator(
                    UUID.randomUUID(), name, true, roles, 1, ledger.clock().instant());
            return new Ledger.Change<>(operator, List.of(new Event.OperatorKept(new OperatorEntry(operator, hash))));
        });
    }

    /** All that the operator was given with the password before ends. */
    public Operator setPassword(String name, char[] password) {
        PasswordHash hash = hash(password);
        return replace(
                name,
                entry -> new OperatorEntry(
                        next(entry.operator(), entry.operator().enabled()), hash));
    }

    /** Both end what the operator was given. */
    public Operator enable(String name, boolean enabled) {
        return replace(name, entry -> new OperatorEntry(next(entry.operator(), enabled), entry.password()));
    }

    /** Logs an operator out everywhere. */
    public Operator endSessions(String name) {
        return replace(
                name,
                entry -> new OperatorEntry(
                        next(entry.operator(), entry.operator().enabled()), entry.password()));
    }

    public Operator delete(String name) {
        return ledger.change(known -> {
            Operator operator = find(known, name).operator();
            return new Ledger.Change<>(operator, List.of(new Event.OperatorRemoved(operator.id())));
        });
    }

    private static Operator next(Operator before, boolean enabled) {
        return new Operator(
                before.id(), before.name(), enabled, before.tenants(), before.generation() + 1, before.createdAt());
    }

    private Operator replace(String name, UnaryOperator<OperatorEntry> change) {
        return ledger.change(known -> {
            OperatorEntry after = change.apply(find(known, name));
            return new Ledger.Change<>(after.operator(), List.of(new Event.OperatorKept(after)));
        });
    }

    private static OperatorEntry find(Known known, String name) {
        return Ids.uuid(name)
                .flatMap(known::operator)
                .or(() -> known.operatorByName(name))
                .orElseThrow(Refusals::operatorUnknown);
    }

    private void checkRoles(Map<TenantId, Set<String>> roles) {
        if (roles.isEmpty()) {
            throw Refusals.invalid("An operator has at least one tenant.");
        }
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
