package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.journal.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Identities as the ledger's memory has them. */
final class KnownIdentities implements Identities {

    private final Ledger ledger;
    private final SecretChecks secrets;
    private final Passwords passwords;
    private final OpenPlugins open;

    KnownIdentities(Ledger ledger, SecretChecks secrets, Passwords passwords, OpenPlugins open) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.passwords = passwords;
        this.open = open;
    }

    @Override
    public Optional<ServiceAccount> serviceAccount(UUID id) {
        return ledger.known().account(id).map(AccountEntry::account);
    }

    @Override
    public Optional<ServiceAccount> serviceAccountByClientId(String clientId) {
        return ledger.known().accountByClientId(clientId).map(AccountEntry::account);
    }

    @Override
    public Optional<ServiceAccount> serviceAccountByEmail(String email) {
        return ledger.known().accountByEmail(email).map(AccountEntry::account);
    }

    @Override
    public Optional<Plugin> plugin(String id) {
        return ledger.known().plugin(id).map(open::asItCounts).map(PluginEntry::plugin);
    }

    @Override
    public Optional<Installation> installation(UUID id) {
        return ledger.known().installation(id).map(InstallationEntry::installation);
    }

    @Override
    public Optional<Installation> installationByConnection(String connection) {
        return ledger.known().installationByConnection(connection).map(InstallationEntry::installation);
    }

    @Override
    public List<Installation> installations(String plugin) {
        return ledger.known().installations().stream()
                .map(InstallationEntry::installation)
                .filter(installation -> installation.plugin().equals(plugin))
                .toList();
    }

    @Override
    public Optional<Operator> operator(UUID id) {
        return ledger.known().operator(id).map(OperatorEntry::operator);
    }

    @Override
    public Optional<Operator> operatorByName(String name) {
        return ledger.known().operatorByName(name).map(OperatorEntry::operator);
    }

    @Override
    public boolean isSecretOfServiceAccount(String clientId, String secret) {
        return Secret.parse(Secret.Kind.SERVICE_ACCOUNT, secret)
                .map(typed -> secrets.matches(
                        clientId,
                        typed,
                        ledger.known()
                                .accountByClientId(clientId)
                                .filter(entry -> entry.account().enabled())
                                .map(AccountEntry::secrets)))
                .orElse(false);
    }

    @Override
    public boolean isSecretOfPlugin(String plugin, String secret) {
        return Secret.parse(Secret.Kind.PLUGIN, secret)
                .map(typed -> secrets.matches(
                        plugin,
                        typed,
                        ledger.known()
                                .plugin(plugin)
                                .filter(entry -> open.isOpen(entry.plugin()))
                                .map(PluginEntry::secrets)))
                .orElse(false);
    }

    @Override
    public boolean isSecretOfConnection(String connection, String secret) {
        return Secret.parse(Secret.Kind.CONNECTION, secret)
                .map(typed -> secrets.matches(
                        connection,
                        typed,
                        ledger.known()
                                .installationByConnection(connection)
                                .filter(this::isOpen)
                                .map(InstallationEntry::secrets)))
                .orElse(false);
    }

    private boolean isOpen(InstallationEntry entry) {
        return !entry.installation().suspended()
                && plugin(entry.installation().plugin()).filter(Plugin::enabled).isPresent();
    }

    @Override
    public Optional<Boolean> isPasswordOf(String name, char[] password) {
        Optional<PasswordHash> kept = ledger.known()
                .operatorByName(name)
                .filter(entry -> entry.operator().enabled())
                .map(OperatorEntry::password);
        return passwords.matches(password, kept).map(matches -> matches && kept.isPresent());
    }

    @Override
    public void revoke(String tokenId, Instant expires) {
        Digest id = token(tokenId);
        ledger.change(known -> {
            Instant now = ledger.clock().instant();
            Memory memory = ledger.memory();
            if (memory.isRevoked(id, now) || !expires.isAfter(now)) {
                return new Ledger.Change<>(id, List.of());
            }
            if (!memory.canRevoke(now)) {
                throw new ProblemException(
                        503, "too_many_revocations", "No more tokens can be ended now; disable their account.");
            }
            return new Ledger.Change<>(id, List.of(new Event.Revoked(Memory.text(id), expires)));
        });
    }

    @Override
    public boolean isRevoked(String tokenId) {
        return ledger.memory().isRevoked(token(tokenId), ledger.clock().instant());
    }

    @Override
    public boolean takeOnce(String scope, String id, Instant expires) {
        Digest taken = ledger.hash(utf8("taken"), utf8(scope), utf8(id));
        return ledger.change(known -> {
            Instant now = ledger.clock().instant();
            Memory memory = ledger.memory();
            boolean free = expires.isAfter(now) && !memory.isTaken(taken, now) && memory.canTake(scope, now);
            return new Ledger.Change<>(
                    free, free ? List.of(new Event.Taken(scope, Memory.text(taken), expires)) : List.of());
        });
    }

    private Digest token(String tokenId) {
        return ledger.hash(utf8("revoked"), utf8(tokenId));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
