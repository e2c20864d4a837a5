package io.traceconnector.app.trace;

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
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Signs for one organisation, unless it is away. */
final class FakeKeyRing implements KeyRing {

    static final OrganisationId OURS = new OrganisationId("ours");

    private final PrivateKeyPem key = PrivateKeyPem.generate(KeySpec.ED25519);
    private volatile boolean away;

    void goAway() {
        away = true;
    }

    @Override
    public Set<OrganisationId> organisations() {
        return Set.of(OURS);
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return List.of();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return "none";
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId id, byte[] block, Duration deadline) {
        return new Unwrap.Unavailable("a fake");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        return new SigningKey() {
            @Override
            public byte[] publicKeyPem() {
                return key.publicKey().pemBytes().toByteArray();
            }

            @Override
            public byte[] sign(byte[] message) {
                if (away) {
                    throw new KeyUnavailableException("the token is away");
                }
                return new MessageSignatures(Algorithms.platform()).sign(key, message);
            }
        };
    }

    @Override
    public void close() {}
}
