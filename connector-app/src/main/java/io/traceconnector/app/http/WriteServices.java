package io.traceconnector.app.http;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.outbox.LinkWriting;
import io.traceconnector.app.seal.RelayedLinks;
import io.traceconnector.app.seal.Validation;
import io.traceconnector.app.trace.Tagging;
import java.util.function.Predicate;

/**
 * What writes links for applications.
 *
 * @param relayed judges links that callers create through the relay
 * @param clear whether a workflow's data may go to Trace in clear
 */
public record WriteServices(
        LinkWriting links, Tagging tags, Validation validation, RelayedLinks relayed, Predicate<WorkflowId> clear) {}
