package io.traceconnector.app.callers.pdp;

import java.util.Optional;

/** Decides besides the policies of tenants, on what these allow. Safe for many threads. */
public interface DecisionPoint {

    /** Blocks where it has to be asked. */
    Opinion ask(Question question);

    /** What it has said of the very same a moment ago; empty where {@link #ask} has to be. Never blocks. */
    Optional<Opinion> remembered(Question question);
}
