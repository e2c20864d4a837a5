package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the entries of one submission have in common.
 *
 * @param key empty where the caller gave none
 */
record Batch(UUID id, String caller, Optional<Key> key, Instant at) {

    /**
     * Hashes under the local key.
     *
     * @param key of caller and idempotency key
     * @param body of the request
     */
    record Key(Digest key, Digest body) {}
}
