package io.traceconnector.app.audit;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Two organisations with real signing keys, which come and go. */
public final class FakeRing implements KeyRing {

    static final OrganisationId ACME = new OrganisationId("acme");
    static final OrganisationId BETA = new OrganisationId("beta");

    private final PrivateKeyPem acme = PrivateKeyPem.generate(KeySpec.ED25519);
    private final PrivateKeyPem beta = PrivateKeyPem.generate(KeySpec.EC_P256);
    private volatile boolean away;

    void away(boolean now) {
        away = now;
    }

    PublicKeyPem publicKey(OrganisationId organisation) {
        return key(organisation).publicKey();
    }

    private PrivateKeyPem key(OrganisationId organisation) {
        return organisation.equals(ACME) ? acme : beta;
    }

    @Override
    public Set<OrganisationId> organisations() {
        return Set.of(ACME, BETA);
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return List.of();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return "";
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        return new Unwrap.Rejected();
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        PrivateKeyPem key = key(organisation);
        return new SigningKey() {
            @Override
            public byte[] publicKeyPem() {
                return key.publicKey().pemBytes().toByteArray();
            }

            @Override
            public byte[] sign(byte[] message) {
                if (away) {
                    throw new KeyUnavailableException("the fake is away");
                }
                return new MessageSignatures(Algorithms.platform()).sign(key, message);
            }
        };
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
