package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The public halves of all our decryption keys as they were at one time.
 *
 * @param fingerprints of the key set of each organisation
 * @param keys newest first
 */
record OwnKeys(Map<OrganisationId, String> fingerprints, Map<OrganisationId, List<KeyId>> keys, Set<KeyId> all) {

    static final OwnKeys NONE = new OwnKeys(Map.of(), Map.of(), Set.of());

    static OwnKeys of(KeyRing ring) {
        Map<OrganisationId, String> fingerprints = new HashMap<>();
        Map<OrganisationId, List<KeyId>> keys = new HashMap<>();
        Set<KeyId> all = new HashSet<>();
        for (OrganisationId organisation : ring.organisations()) {
            fingerprints.put(organisation, ring.fingerprint(organisation));
            List<KeyId> ids = ring.decryptionKeys(organisation).stream()
                    .map(DecryptionKey::id)
                    .toList();
            keys.put(organisation, ids);
            all.addAll(ids);
        }
        return new OwnKeys(Map.copyOf(fingerprints), Map.copyOf(keys), Set.copyOf(all));
    }

    boolean isStill(KeyRing ring) {
        Set<OrganisationId> organisations = ring.organisations();
        return organisations.size() == fingerprints.size()
                && organisations.stream()
                        .allMatch(
                                organisation -> ring.fingerprint(organisation).equals(fingerprints.get(organisation)));
    }

    List<KeyId> of(OrganisationId organisation) {
        return keys.getOrDefault(organisation, List.of());
    }
}
