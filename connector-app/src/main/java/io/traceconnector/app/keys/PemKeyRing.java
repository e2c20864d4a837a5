package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.DestroyFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys out of PEM files, held by this process; read once, when it is made. After {@link #close} every key is unavailable; key objects are
 * wiped where their provider can do that, and left to the garbage collector where not.
 */
public final class PemKeyRing implements KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(PemKeyRing.class);

    private final Slots slots;
    private final Map<OrganisationId, LoadedKeys> organisations;
    private final List<PrivateKey> privateKeys;
    private volatile boolean closed;

    /**
     * Loads every key.
     *
     * @param provider does the RSA operations and, where it can, signs; empty for the JDK's own choice
     * @throws KeysException with every problem found
     */
    public PemKeyRing(
            Map<OrganisationId, OrganisationConfig> organisations, KeysConfig config, Optional<Provider> provider) {
        this.slots = new Slots(
                config.concurrency() > 0
                        ? config.concurrency()
                        : Runtime.getRuntime().availableProcessors());
        PemKeys keys = new PemKeys(provider, slots);
        this.organisations = keys.load(organisations);
        this.privateKeys = keys.privateKeys();
    }

    @Override
    public Set<OrganisationId> organisations() {
        return organisations.keySet();
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return keys(organisation).decryptionKeys();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return keys(organisation).fingerprint();
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        RsaUnwrapper unwrapper = keys(organisation).unwrappers().get(key);
        if (unwrapper == null) {
            return new Unwrap.Unavailable("the key is not, or no longer, among those of organisation " + organisation);
        }
        return slots.within(deadline, () -> closed ? keysClosed() : unwrapper.unwrap(block), Unwrap.Unavailable::new);
    }

    private static Unwrap keysClosed() {
        return new Unwrap.Unavailable("the keys are closed");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        if (closed) {
            throw new KeyUnavailableException("the keys are closed");
        }
        return keys(organisation).signingKey();
    }

    private LoadedKeys keys(OrganisationId organisation) {
        LoadedKeys keys = organisations.get(organisation);
        if (keys == null) {
            throw new IllegalArgumentException("organisation " + organisation + " is not configured");
        }
        return keys;
    }

    @Override
    public void close() {
        closed = true;
        privateKeys.forEach(PemKeyRing::wipe);
    }

    private static void wipe(PrivateKey key) {
        try {
            if (!key.isDestroyed()) {
                key.destroy();
            }
        } catch (DestroyFailedException e) {
            LOG.debug("{} keys cannot be wiped by their provider", key.getAlgorithm());
        }
    }

    @Override
    public String toString() {
        return "PemKeyRing" + organisations;
    }
}
