package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The public halves of all our decryption keys as they were at one time.
 *
 * @param fingerprints of the key set of each organisation
 * @param keys newest first
 * @param digest of all their ids, however they are ordered
 */
record OwnKeys(
        Map<OrganisationId, String> fingerprints,
        Map<OrganisationId, List<KeyId>> keys,
        Set<KeyId> all,
        Sha256 digest) {

    static final OwnKeys NONE = new OwnKeys(Map.of(), Map.of(), Set.of(), Sha256.NONE);

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
        return new OwnKeys(Map.copyOf(fingerprints), Map.copyOf(keys), Set.copyOf(all), digest(all));
    }

    private static Sha256 digest(Set<KeyId> ids) {
        String sorted = ids.stream().map(KeyId::spkiSha256).sorted().collect(Collectors.joining("\n"));
        return Sha256.of(sorted.getBytes(StandardCharsets.US_ASCII));
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

    /** Those of several organisations. */
    List<KeyId> of(Set<OrganisationId> organisations) {
        return organisations.size() == 1
                ? of(organisations.iterator().next())
                : organisations.stream()
                        .flatMap(organisation -> of(organisation).stream())
                        .toList();
    }
}
