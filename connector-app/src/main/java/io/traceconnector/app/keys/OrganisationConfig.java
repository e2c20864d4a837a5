package io.traceconnector.app.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An organisation of ours.
 *
 * @param decryptionKeys RSA of 2048 to 4096 bits, newest first; old ones stay as long as old links are to be read
 * @param signingKey RSA, EC P-256 or Ed25519
 * @param tokenKeys RSA, EC P-256 or Ed25519, newest first: the first signs the tokens that the connector gives out for the organisation's
 *     tenant, and tokens of the others still count; empty where it gives out none
 * @param accounts row ids of accounts whose callers see what this organisation may see; left out, the ids of the connector's own session
 *     count; an empty list admits nobody
 */
public record OrganisationConfig(
        List<KeySource> decryptionKeys,
        KeySource signingKey,
        List<KeySource> tokenKeys,
        Optional<List<String>> accounts) {

    public OrganisationConfig {
        decryptionKeys = List.copyOf(decryptionKeys);
        tokenKeys = List.copyOf(tokenKeys);
        accounts = accounts.map(List::copyOf);
        if (decryptionKeys.isEmpty()) {
            throw new IllegalArgumentException("decryption-keys must name at least one key");
        }
    }

    /** An organisation for which no tokens are given out. */
    public OrganisationConfig(List<KeySource> decryptionKeys, KeySource signingKey, Optional<List<String>> accounts) {
        this(decryptionKeys, signingKey, List.of(), accounts);
    }

    /** Where all its keys come from. */
    public Stream<KeySource> sources() {
        return Stream.of(decryptionKeys.stream(), Stream.of(signingKey), tokenKeys.stream())
                .flatMap(Function.identity());
    }
}
