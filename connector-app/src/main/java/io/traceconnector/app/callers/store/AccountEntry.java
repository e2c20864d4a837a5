package io.traceconnector.app.callers.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** @param hashes of the account's secrets, by their ids */
record AccountEntry(ServiceAccount account, Map<String, String> hashes) {

    AccountEntry {
        hashes = Map.copyOf(hashes);
    }

    Secrets secrets() {
        return new Secrets(account.secrets(), hashes);
    }

    AccountEntry with(Secrets secrets) {
        return new AccountEntry(
                copy(
                        account.enabled(),
                        account.keys(),
                        account.networks(),
                        account.generation(),
                        account.tokensFrom(),
                        secrets.facts()),
                secrets.hashes());
    }

    AccountEntry enabled(boolean enabled) {
        return new AccountEntry(
                copy(
                        enabled,
                        account.keys(),
                        account.networks(),
                        account.generation(),
                        account.tokensFrom(),
                        account.secrets()),
                hashes);
    }

    AccountEntry withKeys(List<RegisteredKey> keys) {
        return new AccountEntry(
                copy(
                        account.enabled(),
                        keys,
                        account.networks(),
                        account.generation(),
                        account.tokensFrom(),
                        account.secrets()),
                hashes);
    }

    AccountEntry withNetworks(Optional<Networks> networks) {
        return new AccountEntry(
                copy(
                        account.enabled(),
                        account.keys(),
                        networks,
                        account.generation(),
                        account.tokensFrom(),
                        account.secrets()),
                hashes);
    }

    /** All its tokens end. */
    AccountEntry nextGeneration(Instant now) {
        return new AccountEntry(
                copy(
                        account.enabled(),
                        account.keys(),
                        account.networks(),
                        account.generation() + 1,
                        Optional.of(now),
                        account.secrets()),
                hashes);
    }

    private ServiceAccount copy(
            boolean enabled,
            List<RegisteredKey> keys,
            Optional<Networks> networks,
            long generation,
            Optional<Instant> tokensFrom,
            List<SecretFacts> secrets) {
        return new ServiceAccount(
                account.id(),
                account.tenant(),
                account.clientId(),
                account.email(),
                account.description(),
                enabled,
                account.scopedRoles(),
                keys,
                account.resources(),
                networks,
                generation,
                tokensFrom,
                secrets,
                account.createdAt());
    }
}
