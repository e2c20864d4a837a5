package io.traceconnector.app.keys.vault;

import io.traceconnector.api.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configurations of tests. */
final class TestingVault {

    private TestingVault() {}

    static VaultConfig config(FakeVault vault) {
        return config(vault.url(), new SecretSource("exec:printf s.first-token"), Duration.ofSeconds(10), 16);
    }

    static VaultConfig config(URI url, SecretSource token, Duration timeout, int concurrency) {
        return new VaultConfig(url, "transit", Optional.empty(), token, Optional.empty(), timeout, concurrency);
    }

    static VaultConfig trusting(URI url, Optional<Path> ca) {
        return new VaultConfig(
                url,
                "transit",
                Optional.empty(),
                new SecretSource("exec:printf s.first-token"),
                ca,
                Duration.ofSeconds(10),
                16);
    }
}
