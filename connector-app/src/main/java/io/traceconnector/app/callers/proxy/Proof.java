package io.traceconnector.app.callers.proxy;

import java.util.Optional;

/** Decides whether what a trusted peer says of somebody is its own word. */
interface Proof {

    /** Why it is not; empty where it is. */
    Optional<ProxyWord.Refused> missing(ProxyRequest request);
}
