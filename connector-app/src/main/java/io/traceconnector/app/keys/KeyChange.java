package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.Arrays;
import java.util.List;

/**
 * What a reload changed for one organisation.
 *
 * @param added decryption keys that were not there before
 * @param removed decryption keys that are no longer there
 * @param signingKeyReplaced whether the organisation signs with another key now
 * @param tokenKeysAdded keys for tokens that were not there before
 * @param tokenKeysRemoved keys for tokens that verify nothing any more
 */
public record KeyChange(
        OrganisationId organisation,
        List<KeyId> added,
        List<KeyId> removed,
        boolean signingKeyReplaced,
        List<KeyId> tokenKeysAdded,
        List<KeyId> tokenKeysRemoved) {

    public KeyChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        tokenKeysAdded = List.copyOf(tokenKeysAdded);
        tokenKeysRemoved = List.copyOf(tokenKeysRemoved);
    }

    static KeyChange between(OrganisationId organisation, LoadedKeys before, LoadedKeys after) {
        List<KeyId> old =
                before.decryptionKeys().stream().map(DecryptionKey::id).toList();
        List<KeyId> now = after.decryptionKeys().stream().map(DecryptionKey::id).toList();
        List<KeyId> oldForTokens = forTokens(before);
        List<KeyId> nowForTokens = forTokens(after);
        return new KeyChange(
                organisation,
                without(now, old),
                without(old, now),
                !Arrays.equals(
                        before.signingKey().publicKeyPem(), after.signingKey().publicKeyPem()),
                without(nowForTokens, oldForTokens),
                without(oldForTokens, nowForTokens));
    }

    private static List<KeyId> forTokens(LoadedKeys keys) {
        return keys.tokenKeys().stream()
                .map(key -> new KeyId(
                        PublicKeyPem.parse(key.publicKeyPem()).fingerprint().hex()))
                .toList();
    }

    private static List<KeyId> without(List<KeyId> some, List<KeyId> others) {
        return some.stream().filter(id -> !others.contains(id)).toList();
    }

    public boolean isNone() {
        return added.isEmpty()
                && removed.isEmpty()
                && !signingKeyReplaced
                && tokenKeysAdded.isEmpty()
                && tokenKeysRemoved.isEmpty();
    }
}
