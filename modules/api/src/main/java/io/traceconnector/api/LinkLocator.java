package io.traceconnector.api;

import java.util.Optional;

/** Capability of a running module that knows to which trace a link belongs. */
public interface LinkLocator {

    /** The trace of a link that the caller may see; empty where it is unknown or not the caller's to see. */
    Optional<TraceId> locate(Caller caller, LinkHash hash);
}
