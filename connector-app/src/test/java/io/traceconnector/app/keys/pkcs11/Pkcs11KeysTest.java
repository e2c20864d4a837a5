package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.Custody;
import io.traceconnector.app.keys.KeyContract;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class Pkcs11KeysTest extends KeyContract {

    private static final String PIN = "2468";

    @TempDir
    private Path directory;

    private Optional<SoftHsmToken> token = Optional.empty();
    private Optional<Pkcs11Custodian> custodian = Optional.empty();
    private final Set<String> loaded = new HashSet<>();

    @Override
    protected KeyRing ring(Map<OrganisationId, Custody> held) {
        custodian.ifPresent(Pkcs11Custodian::close);
        SoftHsmToken used = token.orElseGet(() -> SoftHsm.start(directory).token("contract", PIN));
        token = Optional.of(used);
        Map<OrganisationId, OrganisationConfig> organisations = new LinkedHashMap<>();
        held.forEach((organisation, custody) -> organisations.put(
                organisation,
                new OrganisationConfig(
                        custody.decryption().stream().map(this::inToken).toList(),
                        inToken(custody.signing()),
                        Optional.empty())));
        Pkcs11Custodian made = new Pkcs11Custodian(
                "contract",
                HsmConfig.ofToken(
                        used.hsm().library(), used.label(), new PinFile(directory.resolve("pin")).holding(PIN)),
                new Pkcs11Libraries(),
                new KeyFileAccess(false),
                new SimpleMeterRegistry());
        custodian = Optional.of(made);
        return new ConfiguredKeyRing(organisations, new KeysConfig(0), Algorithms.platform(), Map.of("token", made));
    }

    @AfterEach
    void closeTheToken() {
        custodian.ifPresent(Pkcs11Custodian::close);
    }

    private KeySource inToken(PrivateKeyPem key) {
        String label = key.publicKey().fingerprint().hex();
        if (loaded.add(label)) {
            token.orElseThrow().load(label, label.substring(0, 8), key);
        }
        return new KeySource(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("token"),
                Optional.empty(),
                Optional.of(label),
                Optional.empty());
    }
}
