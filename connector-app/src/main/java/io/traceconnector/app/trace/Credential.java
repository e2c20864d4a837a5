package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;

/** In whose name Trace is asked. */
public sealed interface Credential {

    /** The connector's own session of an organisation; renewed once where Trace refuses it. */
    record Own(OrganisationId organisation) implements Credential {}

    /**
     * A caller's own token, passed on as it came and never renewed.
     *
     * @param authorization the value of the header {@code Authorization}
     */
    record Callers(String authorization) implements Credential {

        @Override
        public String toString() {
            return "Callers[authorization=***]";
        }
    }
}
