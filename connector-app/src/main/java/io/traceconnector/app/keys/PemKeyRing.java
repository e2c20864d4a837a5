package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys out of PEM files, held by this process. */
public final class PemKeyRing implements KeyRing {

    private final Map<OrganisationId, OrganisationConfig> organisations;

    /**
     * Loads every key.
     *
     * @param provider does the RSA operations; empty for the JDK's own choice
     * @throws KeysException with every problem found
     */
    public PemKeyRing(
            Map<OrganisationId, OrganisationConfig> organisations, KeysConfig config, Optional<Provider> provider) {
        this.organisations = Map.copyOf(organisations);
    }

    @Override
    public Set<OrganisationId> organisations() {
        return organisations.keySet();
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        throw new UnsupportedOperationException("keys are not loaded yet");
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        throw new UnsupportedOperationException("keys are not loaded yet");
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        throw new UnsupportedOperationException("keys are not loaded yet");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        throw new UnsupportedOperationException("keys are not loaded yet");
    }

    @Override
    public void close() {}
}
