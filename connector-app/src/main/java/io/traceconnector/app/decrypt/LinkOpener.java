package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification;
import java.util.Optional;
import java.util.Set;

/** Verifies a received link and opens it with the keys of the named organisations only, whatever is remembered from others. */
public interface LinkOpener {

    /**
     * @param raw the JSON text of the link
     * @param form the JSON text beside it, of a link of the second generation
     * @param stated the hash stated for it; where it is empty the recomputed one stands in, and only signatures speak for the link
     */
    Result open(Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated);

    record Result(Payload payload, Verification verification) {}
}
