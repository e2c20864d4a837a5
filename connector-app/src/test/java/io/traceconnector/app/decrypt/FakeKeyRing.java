package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;

/** Real keys, whose unwraps are counted and can be held back or refused. */
final class FakeKeyRing implements KeyRing {

    private static final PrivateKeyPem SIGNING = PrivateKeyPem.generate(KeySpec.ED25519);

    final AtomicInteger unwraps = new AtomicInteger();
    final Set<KeyId> away = ConcurrentHashMap.newKeySet();
    final Semaphore held = new Semaphore(0);
    volatile boolean holding;
    volatile boolean signingAway;
    volatile PrivateKeyPem signing = SIGNING;

    private final Map<OrganisationId, List<PrivateKeyPem>> keys = new ConcurrentHashMap<>();

    FakeKeyRing with(String organisation, PrivateKeyPem... more) {
        keys.merge(new OrganisationId(organisation), List.of(more), (old, added) -> {
            List<PrivateKeyPem> all = new ArrayList<>(added);
            all.addAll(old);
            return all;
        });
        return this;
    }

    void without(String organisation, PrivateKeyPem gone) {
        keys.computeIfPresent(
                new OrganisationId(organisation),
                (_, old) -> old.stream().filter(key -> !key.equals(gone)).toList());
    }

    static KeyId id(PrivateKeyPem key) {
        return new KeyId(key.publicKey().fingerprint().hex());
    }

    @Override
    public Set<OrganisationId> organisations() {
        return keys.keySet();
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return of(organisation).stream()
                .map(key -> DecryptionKey.of(key.publicKey()))
                .toList();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return String.valueOf(of(organisation).stream().map(FakeKeyRing::id).toList());
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId id, byte[] block, Duration deadline) {
        unwraps.incrementAndGet();
        if (holding) {
            held.acquireUninterruptibly();
        }
        if (away.contains(id)) {
            return new Unwrap.Unavailable("the fake is away");
        }
        PrivateKeyPem key = of(organisation).stream()
                .filter(own -> id(own).equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("asked " + organisation + " for a key that it does not own"));
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key.key());
            return new Unwrap.Unwrapped(cipher.doFinal(block));
        } catch (GeneralSecurityException e) {
            return new Unwrap.Rejected();
        }
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        if (signingAway) {
            throw new KeyUnavailableException("the fake's signing key is away");
        }
        PrivateKeyPem key = signing;
        return new SigningKey() {
            @Override
            public byte[] publicKeyPem() {
                return key.publicKey().pemBytes().toByteArray();
            }

            @Override
            public byte[] sign(byte[] message) {
                return TestLinks.MESSAGES.sign(key, message);
            }
        };
    }

    @Override
    public void close() {}

    private List<PrivateKeyPem> of(OrganisationId organisation) {
        return keys.getOrDefault(organisation, List.of());
    }
}
