package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that the configuration names: those in files are held by this process, those of custodians stay there. They are loaded when the
 * ring is made and at each {@link #reload}. After {@link #close} every key is unavailable.
 */
public final class ConfiguredKeyRing implements KeyRing {

    private final KeyLoading loading;
    private volatile KeyGeneration current;
    private volatile boolean closed;

    /**
     * Loads every key.
     *
     * @param algorithms does what is done with the keys of files
     * @param custodians by their configured names; not closed with the ring
     * @throws KeysException with every problem found
     */
    public ConfiguredKeyRing(
            Map<OrganisationId, OrganisationConfig> organisations,
            KeysConfig config,
            Algorithms algorithms,
            Map<String, Custodian> custodians) {
        loading = new KeyLoading(new KeyFileReader(config.fileAccess()), algorithms, Slots.of(config), custodians);
        current = new KeyGeneration(loading.load(organisations));
    }

    /**
     * Loads every key anew and lets the new ones take the place of the old ones; operations that run go on to their end with the old ones.
     *
     * @return a change for each organisation for which there is one
     * @throws KeysException with every problem found; then nothing changes
     * @throws IllegalArgumentException where other organisations are given than at start
     */
    public synchronized List<KeyChange> reload(Map<OrganisationId, OrganisationConfig> organisations) {
        KeyGeneration before = current;
        if (!organisations.keySet().equals(before.organisations().keySet())) {
            throw new IllegalArgumentException(
                    "organisations come and go with a restart only; their keys can be reloaded");
        }
        if (closed) {
            return List.of();
        }
        KeyGeneration after = new KeyGeneration(loading.load(organisations));
        List<KeyChange> changes = after.organisations().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> KeyChange.between(entry.getKey(), before.of(entry.getKey()), entry.getValue()))
                .filter(change -> !change.isNone())
                .toList();
        current = after;
        before.replace();
        return changes;
    }

    @Override
    public Set<OrganisationId> organisations() {
        return current.organisations().keySet();
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return current.of(organisation).decryptionKeys();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return current.of(organisation).fingerprint();
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        while (true) {
            KeyGeneration generation = current;
            Unwrapper unwrapper = generation.of(organisation).unwrappers().get(key);
            if (unwrapper == null) {
                return new Unwrap.Unavailable(
                        "the key is not, or no longer, among those of organisation " + organisation);
            }
            Optional<Unwrap> result = generation.use(() -> unwrapper.unwrap(block, deadline));
            if (result.isPresent()) {
                return result.get();
            }
            if (closed) {
                return new Unwrap.Unavailable("the keys are closed");
            }
        }
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        if (closed) {
            throw new KeyUnavailableException("the keys are closed");
        }
        KeyGeneration generation = current;
        return new ReplaceableSigningKey(generation.of(organisation).signingKey(), generation);
    }

    @Override
    public List<SigningKey> tokenKeys(OrganisationId organisation) {
        if (closed) {
            throw new KeyUnavailableException("the keys are closed");
        }
        KeyGeneration generation = current;
        return generation.of(organisation).tokenKeys().stream()
                .<SigningKey>map(key -> new ReplaceableSigningKey(key, generation))
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.replace();
    }

    @Override
    public String toString() {
        return "ConfiguredKeyRing" + current.organisations();
    }
}
