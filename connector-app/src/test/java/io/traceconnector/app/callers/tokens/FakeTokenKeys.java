package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Token keys that can be listed otherwise at any time; decrypts nothing. */
public class FakeTokenKeys implements KeyRing {

    public final Map<OrganisationId, List<PrivateKeyPem>> keys = new ConcurrentHashMap<>();
    /** How often somebody has asked for them. */
    final AtomicInteger listed = new AtomicInteger();

    volatile boolean away;
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());

    @Override
    public Set<OrganisationId> organisations() {
        return keys.keySet();
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
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        return new Unwrap.Unavailable("a fake");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        throw new KeyUnavailableException("a fake");
    }

    @Override
    public List<SigningKey> tokenKeys(OrganisationId organisation) {
        listed.incrementAndGet();
        return keys.getOrDefault(organisation, List.of()).stream()
                .map(this::signing)
                .toList();
    }

    private SigningKey signing(PrivateKeyPem key) {
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
                return signatures.sign(key, message);
            }
        };
    }

    @Override
    public void close() {}
}
