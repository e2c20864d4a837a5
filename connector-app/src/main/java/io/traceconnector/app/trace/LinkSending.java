package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import java.time.Duration;
import java.util.Optional;

/** Creates links on Trace in the name of an organisation, with its session. Blocks at most until the deadline; throws nothing. */
public interface LinkSending {

    /**
     * Sends a link once; never repeats by itself what may have arrived.
     *
     * @param link the JSON text of the signed link
     * @param form the JSON text beside it (second generation)
     */
    Sending send(OrganisationId organisation, byte[] link, Optional<byte[]> form, Duration deadline);
}
