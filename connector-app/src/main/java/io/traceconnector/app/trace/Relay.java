package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import java.net.URI;
import java.util.Set;

/** What is passed on to Trace and Account for callers. Blocks; safe for many threads. */
public interface Relay {

    /**
     * Passes a GraphQL request on and gives the answer as a stream, also one with an error status.
     *
     * @throws TraceException where no answer came, or the connector has no session to ask with
     */
    RelayAnswer graphql(RelayCall call);

    /** Asks Account about a token. Nothing but the header's value goes out, and no redirect is followed. Throws nothing. */
    TokenInfo info(String authorization);

    /**
     * The account ids of the connector's own session of an organisation.
     *
     * @throws TraceException where they cannot be had
     */
    Set<String> ownAccounts(OrganisationId organisation);

    /** Base of Account's API, without a slash at its end. */
    URI account();

    /** Base of Media's API, without a slash at its end. */
    URI media();
}
