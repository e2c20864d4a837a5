package io.traceconnector.app.journal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.local.LocalKeyOwner;
import io.traceconnector.chainscript.Algorithms;
import java.time.Duration;

/** The organisation whose keys wrap and sign a journal's local key. */
public record JournalOwner(OrganisationId organisation, KeyRing ring, Algorithms algorithms) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    DecryptionKey newest() {
        return ring.decryptionKeys(organisation).getFirst();
    }

    LocalKeyOwner with(DecryptionKey key) {
        return new LocalKeyOwner(
                organisation, key, ring, (owner, id, block) -> ring.unwrap(owner, id, block, PATIENCE), algorithms);
    }
}
