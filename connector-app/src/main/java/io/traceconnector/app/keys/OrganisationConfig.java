package io.traceconnector.app.keys;

import java.util.List;
import java.util.Optional;

/**
 * An organisation of ours.
 *
 * @param decryptionKeys RSA of 2048 to 4096 bits, newest first; old ones stay as long as old links are to be read
 * @param signingKey RSA, EC P-256 or Ed25519
 * @param accounts row ids of accounts whose callers see what this organisation may see; left out, the ids of the connector's own session
 *     count; an empty list admits nobody
 */
public record OrganisationConfig(
        List<KeySource> decryptionKeys, KeySource signingKey, Optional<List<String>> accounts) {

    public OrganisationConfig {
        decryptionKeys = List.copyOf(decryptionKeys);
        accounts = accounts.map(List::copyOf);
        if (decryptionKeys.isEmpty()) {
            throw new IllegalArgumentException("decryption-keys must name at least one key");
        }
    }
}
