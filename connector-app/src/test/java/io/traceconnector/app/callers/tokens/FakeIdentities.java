package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Everybody in maps, secrets in clear; counts how often a secret is compared. */
public final class FakeIdentities implements Identities {

    final Map<UUID, ServiceAccount> accounts = new ConcurrentHashMap<>();
    final Map<String, Plugin> plugins = new ConcurrentHashMap<>();
    final Map<UUID, Installation> installations = new ConcurrentHashMap<>();
    final Map<UUID, Operator> operators = new ConcurrentHashMap<>();
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    final Set<String> revoked = ConcurrentHashMap.newKeySet();
    final Set<String> taken = ConcurrentHashMap.newKeySet();
    final AtomicInteger compared = new AtomicInteger();

    public void add(ServiceAccount account, String secret) {
        accounts.put(account.id(), account);
        secrets.put("account:" + account.clientId(), secret);
    }

    void change(UUID account, UnaryOperator<ServiceAccount> change) {
        accounts.computeIfPresent(account, (id, before) -> change.apply(before));
    }

    @Override
    public Optional<ServiceAccount> serviceAccount(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<ServiceAccount> serviceAccountByClientId(String clientId) {
        return accounts.values().stream()
                .filter(account -> account.clientId().equals(clientId))
                .findFirst();
    }

    @Override
    public Optional<ServiceAccount> serviceAccountByEmail(String email) {
        return accounts.values().stream()
                .filter(account -> account.email().equals(email))
                .findFirst();
    }

    @Override
    public Optional<Plugin> plugin(String id) {
        return Optional.ofNullable(plugins.get(id));
    }

    @Override
    public Optional<Installation> installation(UUID id) {
        return Optional.ofNullable(installations.get(id));
    }

    @Override
    public Optional<Installation> installationByConnection(String connection) {
        return installations.values().stream()
                .filter(found -> found.connection().equals(connection))
                .findFirst();
    }

    @Override
    public List<Installation> installations(String plugin) {
        return installations.values().stream()
                .filter(found -> found.plugin().equals(plugin))
                .toList();
    }

    @Override
    public Optional<Operator> operator(UUID id) {
        return Optional.ofNullable(operators.get(id));
    }

    @Override
    public Optional<Operator> operatorByName(String name) {
        return operators.values().stream()
                .filter(operator -> operator.name().equals(name))
                .findFirst();
    }

    @Override
    public boolean isSecretOfServiceAccount(String clientId, String secret) {
        compared.incrementAndGet();
        return secret.equals(secrets.get("account:" + clientId));
    }

    @Override
    public boolean isSecretOfPlugin(String plugin, String secret) {
        return secret.equals(secrets.get("plugin:" + plugin));
    }

    @Override
    public boolean isSecretOfConnection(String connection, String secret) {
        return secret.equals(secrets.get("connection:" + connection));
    }

    @Override
    public Optional<Boolean> isPasswordOf(String name, char[] password) {
        return Optional.of(String.valueOf(password).equals(secrets.get("operator:" + name)));
    }

    @Override
    public void revoke(String tokenId, Instant expires) {
        revoked.add(tokenId);
    }

    @Override
    public boolean isRevoked(String tokenId) {
        return revoked.contains(tokenId);
    }

    @Override
    public boolean takeOnce(String scope, String id, Instant expires) {
        return taken.add(scope + " " + id);
    }
}
