package io.traceconnector.app.keys.vault;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.Custody;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.keys.PemFiles;
import io.traceconnector.app.keys.SigningContract;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Signing keys at a vault, decryption keys in files. */
final class VaultKeysTest extends SigningContract {

    @TempDir
    private Path directory;

    private final FakeVault vault = FakeVault.start();
    private Optional<VaultCustodian> custodian = Optional.empty();

    @AfterEach
    void stop() {
        custodian.ifPresent(VaultCustodian::close);
        vault.close();
    }

    @Override
    protected KeyRing ring(Map<OrganisationId, Custody> held) {
        Map<OrganisationId, OrganisationConfig> organisations = new HashMap<>();
        new PemFiles(directory).configure(held).forEach((organisation, config) -> {
            String label = "signing-" + organisation;
            vault.put(label, Objects.requireNonNull(held.get(organisation)).signing());
            organisations.put(
                    organisation, new OrganisationConfig(config.decryptionKeys(), atVault(label), Optional.empty()));
        });
        VaultCustodian made = new VaultCustodian(
                TestingVault.config(vault),
                new KeyFileAccess(false),
                new MessageSignatures(Algorithms.platform()),
                Clock.systemUTC());
        custodian = Optional.of(made);
        return new ConfiguredKeyRing(organisations, new KeysConfig(0), Algorithms.platform(), Map.of("main", made));
    }

    private static KeySource atVault(String label) {
        return new KeySource(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("main"),
                Optional.of(label),
                Optional.empty());
    }
}
