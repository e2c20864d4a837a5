package io.traceconnector.app.seal;

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

/** One organisation that signs with a real key, unless that is away; decrypts nothing. */
final class FakeKeyRing implements KeyRing {

    static final OrganisationId OURS = new OrganisationId("ours");

    final PrivateKeyPem signing = PrivateKeyPem.generate(KeySpec.ED25519);
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());
    private final PrivateKeyPem decryption;
    volatile boolean away;

    FakeKeyRing(PrivateKeyPem decryption) {
        this.decryption = decryption;
    }

    @Override
    public Set<OrganisationId> organisations() {
        return Set.of(OURS);
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return List.of(DecryptionKey.of(decryption.publicKey()));
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return "one";
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        return new Unwrap.Unavailable("a fake");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        return new SigningKey() {
            @Override
            public byte[] publicKeyPem() {
                return signing.publicKey().pemBytes().toByteArray();
            }

            @Override
            public byte[] sign(byte[] message) {
                if (away) {
                    throw new KeyUnavailableException("the token is away");
                }
                return signatures.sign(signing, message);
            }
        };
    }

    @Override
    public void close() {}
}
