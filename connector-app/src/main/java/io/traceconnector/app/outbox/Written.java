package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;

/** A link that is on Trace. */
public record Written(OrganisationId organisation, WorkflowId workflow, TraceId trace, LinkHash hash) {}
