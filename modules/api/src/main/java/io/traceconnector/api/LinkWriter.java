package io.traceconnector.api;

import java.util.Optional;

/** Writes links as applications do: judged by every {@link LinkValidator}, sealed and signed; on Trace once, also after a crash. Blocks. */
public interface LinkWriter {

    /**
     * Accepts a link in the name of the feed's organisation, one of the caller's. It begins a trace where none is given.
     *
     * @param key of the module's own, 1 to 200 characters: the same key and link are written once, for at least 24 hours
     * @return the trace that the link is in
     * @throws ProblemException where it is not accepted, as an application would be told
     */
    TraceId write(Caller caller, Feed feed, Optional<TraceId> trace, String action, Json data, String key);
}
