package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One key, as each provider or custodian serves it.
 *
 * @param owner empty for a key that is not configured
 * @param serving the name of the one that serves the daemon
 * @param lanes the key by the names of those who serve it
 */
record BenchSubject(Optional<OrganisationId> owner, String serving, Map<String, BenchKey> lanes)
        implements AutoCloseable {

    BenchSubject {
        lanes = new LinkedHashMap<>(lanes);
    }

    /** SHA-256 of the public half, in hexadecimal digits. */
    String keyId() {
        return lanes.values().iterator().next().publicKey().fingerprint().hex();
    }

    @Override
    public void close() {
        lanes.values().forEach(BenchKey::close);
    }
}
