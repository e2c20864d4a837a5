package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Custodians of tokens of SoftHSM, which recover fast; all are closed together. */
final class TestingTokens implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Pkcs11Libraries libraries = new Pkcs11Libraries();
    private final List<Pkcs11Custodian> made = new ArrayList<>();

    TestingTokens(Path directory) {
        this.directory = directory;
    }

    Pkcs11Libraries libraries() {
        return libraries;
    }

    Pkcs11Custodian custodian(SoftHsmToken token) {
        return custodian(token, List.of(Unwrapping.values()));
    }

    Pkcs11Custodian custodian(SoftHsmToken token, List<Unwrapping> unwrappings) {
        Pkcs11Custodian custodian = new Pkcs11Custodian(
                token.label(),
                config(token, 4, 8),
                libraries,
                new KeyFileAccess(false),
                new SimpleMeterRegistry(),
                unwrappings);
        made.add(custodian);
        return custodian;
    }

    HsmConfig config(SoftHsmToken token, int sessions, int threads) {
        return new HsmConfig(
                token.hsm().library(),
                Optional.of(token.label()),
                Optional.empty(),
                Optional.empty(),
                pin(token.label(), token.pin()),
                sessions,
                threads,
                Duration.ofMillis(20),
                Duration.ofMillis(200));
    }

    /** Writes the PIN of a token to where its custodian reads it. */
    SecretSource pin(String label, String pin) {
        return new PinFile(directory.resolve(label + ".pin")).holding(pin);
    }

    static KeyName label(String label) {
        return new KeyName(Optional.of(label), Optional.empty());
    }

    static byte[] wrap(PublicKeyPem key, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key.key(),
                    new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        made.forEach(Pkcs11Custodian::close);
    }
}
