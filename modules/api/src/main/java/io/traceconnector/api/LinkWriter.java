package io.traceconnector.api;

import java.util.List;
import java.util.Optional;

/** Writes links as applications do: judged by every {@link LinkValidator}, sealed for the workflow's recipients, signed. Blocks. */
public interface LinkWriter {

    /**
     * Accepts a link. It is on Trace once: soon, or when Trace is back, also after a crash.
     *
     * @param caller in whose interest; the link's organisation must be one of the caller's
     * @param key of the module's own, 1 to 200 characters: for at least 24 hours the same key and link are written once
     * @return the trace that the link is in, made by the connector where it begins one
     * @throws ProblemException where the link is not accepted, as an application would be told
     */
    TraceId write(Caller caller, NewLink link, String key);

    /**
     * A link as a module wants it.
     *
     * @param trace empty to begin a trace
     * @param group label or id of the group that acts; empty where the organisation has one only
     */
    record NewLink(
            OrganisationId organisation,
            WorkflowId workflow,
            Optional<TraceId> trace,
            String action,
            Optional<String> group,
            Json data,
            List<String> tags) {

        public NewLink {
            tags = List.copyOf(tags);
        }
    }
}
