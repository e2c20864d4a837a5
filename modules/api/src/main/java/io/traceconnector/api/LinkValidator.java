package io.traceconnector.api;

import java.util.List;

/** Capability of a running module: judges a link before it is sealed. */
public interface LinkValidator {

    /** Every reason against the link; empty to accept it. */
    List<Reason> validate(Draft draft);

    /** A link as an application wants it, before encryption. */
    record Draft(WorkflowId workflow, TraceId trace, String action, Json data) {}

    /**
     * A reason to refuse.
     *
     * @param path where in the data, as a JSON pointer (RFC 6901)
     * @param code stable, lower case with underscores
     * @param message for a person, without the value itself
     */
    record Reason(String path, String code, String message) {}
}
