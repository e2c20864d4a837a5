package io.traceconnector.app.callers.store;

import java.util.Map;

/** @param hashes of the connection's secrets, by their ids */
record InstallationEntry(Installation installation, Map<String, String> hashes) {

    InstallationEntry {
        hashes = Map.copyOf(hashes);
    }

    Secrets secrets() {
        return new Secrets(installation.secrets(), hashes);
    }

    InstallationEntry with(Secrets secrets) {
        return with(installation.suspended(), installation.generation(), secrets);
    }

    /** Tokens that were traded for it before count no more. */
    InstallationEntry nextGeneration() {
        return with(installation.suspended(), installation.generation() + 1, secrets());
    }

    InstallationEntry with(boolean suspended, long generation, Secrets secrets) {
        return new InstallationEntry(
                new Installation(
                        installation.id(),
                        installation.plugin(),
                        installation.tenant(),
                        installation.connection(),
                        suspended,
                        installation.granted(),
                        installation.roles(),
                        generation,
                        secrets.facts(),
                        installation.createdAt()),
                secrets.hashes());
    }
}
