package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Verifies a received link and opens it with the keys of the named organisations only, whatever is remembered from others. */
public interface LinkOpener {

    /**
     * @param raw the JSON text of the link
     * @param form the JSON text beside it, of a link of the second generation
     * @param stated the hash stated for it; where it is empty the recomputed one stands in, and only signatures speak for the link
     */
    Result open(Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated);

    /**
     * Does what takes long, beside other links if need be; what is left is judged when the result is asked for, once. Where a wrapped key stands under
     * two links, the one asked for first has it.
     */
    default Supplier<Result> prepare(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        Result result = open(organisations, raw, form, stated);
        return () -> result;
    }

    /**
     * Opens encrypted data that stands in an answer without its link. Nothing about it can be verified, so it is never more than opened.
     *
     * @param data the JSON text of the value: for encrypted data a string of base64
     * @param meta the JSON text beside it, an object with the member {@code recipients}
     * @param stated the hash stated for its link; where it is empty, a key block copied from another link is not noticed
     */
    Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated);

    record Result(Payload payload, Verification verification) {}
}
