package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import java.util.List;
import java.util.Optional;

/**
 * One key to be measured.
 *
 * @param owner empty for a key that is not configured
 * @param serving as the daemon uses it
 * @param others as others could serve it
 */
record BenchSubject(Optional<OrganisationId> owner, BenchLane serving, List<BenchLane> others)
        implements AutoCloseable {

    BenchSubject {
        others = List.copyOf(others);
    }

    /** SHA-256 of the public half, in hexadecimal digits. */
    String keyId() {
        return serving.key().publicKey().fingerprint().hex();
    }

    @Override
    public void close() {
        serving.key().close();
        others.forEach(lane -> lane.key().close());
    }
}
