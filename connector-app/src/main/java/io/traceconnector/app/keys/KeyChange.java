package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.util.List;

/**
 * What a reload changed for one organisation.
 *
 * @param added decryption keys that were not there before
 * @param removed decryption keys that are no longer there
 * @param signingKeyReplaced whether the organisation signs with another key now
 */
public record KeyChange(
        OrganisationId organisation, List<KeyId> added, List<KeyId> removed, boolean signingKeyReplaced) {

    public KeyChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    static KeyChange between(OrganisationId organisation, LoadedKeys before, LoadedKeys after) {
        List<KeyId> old =
                before.decryptionKeys().stream().map(DecryptionKey::id).toList();
        List<KeyId> now = after.decryptionKeys().stream().map(DecryptionKey::id).toList();
        return new KeyChange(
                organisation,
                now.stream().filter(id -> !old.contains(id)).toList(),
                old.stream().filter(id -> !now.contains(id)).toList(),
                !java.util.Arrays.equals(
                        before.signingKey().publicKeyPem(), after.signingKey().publicKeyPem()));
    }

    public boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && !signingKeyReplaced;
    }
}
