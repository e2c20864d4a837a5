package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The customer's private keys as operations, for several organisations. Implementations may reach a token: every operation may block, the
 * number of those that run at a time is bounded, and the caller leaves at its deadline. Safe for many threads. No key byte leaves it.
 */
public interface KeyRing extends AutoCloseable {

    Set<OrganisationId> organisations();

    /** Public halves of the decryption keys of an organisation, newest first; old ones stay for old links. */
    List<DecryptionKey> decryptionKeys(OrganisationId organisation);

    /** Changes when, and only when, the set of an organisation's decryption keys changes; short, printable. */
    String fingerprint(OrganisationId organisation);

    /** Undoes RSA-OAEP (SHA-1, MGF1-SHA-1) of one block. */
    Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline);

    /** The active signing key of an organisation. */
    SigningKey signingKey(OrganisationId organisation);

    /** The keys that sign tokens for an organisation's callers, newest first: the first signs, all verify. Empty where there are none. */
    default List<SigningKey> tokenKeys(OrganisationId organisation) {
        return List.of();
    }

    @Override
    void close();
}
