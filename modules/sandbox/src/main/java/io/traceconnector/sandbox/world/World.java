package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.KeyFingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All accounts and workflows of a sandbox. Immutable. */
public final class World {

    private final Map<Long, Account> accounts = new LinkedHashMap<>();
    private final Map<Long, Workflow> workflows = new LinkedHashMap<>();
    private final Map<KeyFingerprint, Account> signers = new HashMap<>();

    public World(List<Account> accounts, List<Workflow> workflows) {
        for (Account account : accounts) {
            this.accounts.put(account.id(), account);
            account.signing().ifPresent(key -> signers.put(key.publicKey().fingerprint(), account));
        }
        workflows.forEach(workflow -> this.workflows.put(workflow.id(), workflow));
    }

    public List<Account> accounts() {
        return new ArrayList<>(accounts.values());
    }

    public Optional<Account> account(long id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** @throws IllegalArgumentException if there is no such account */
    public Account requireAccount(long id) {
        return account(id).orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    public Account organisation(Organisation organisation) {
        return requireAccount(organisation.account());
    }

    /** The account that signs with this key. */
    public Optional<Account> signer(KeyFingerprint key) {
        return Optional.ofNullable(signers.get(key));
    }

    public Optional<Account> person(String email) {
        return accounts.values().stream()
                .filter(account -> account.login()
                        .filter(login -> login.email().equals(email))
                        .isPresent())
                .findFirst();
    }

    public List<Workflow> workflows() {
        return new ArrayList<>(workflows.values());
    }

    public Optional<Workflow> workflow(long id) {
        return Optional.ofNullable(workflows.get(id));
    }

    /** The workflows in which an account, or the organisation it acts for, has a group. */
    public List<Workflow> workflowsOf(Account account) {
        return workflows.values().stream()
                .filter(workflow -> workflow.includes(account))
                .toList();
    }

    public Optional<Group> group(long id) {
        return workflows.values().stream()
                .flatMap(workflow -> workflow.group(id).stream())
                .findFirst();
    }
}
