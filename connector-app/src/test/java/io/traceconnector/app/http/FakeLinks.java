package io.traceconnector.app.http;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.app.trace.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Workflows of organisations; Trace is away for one that it was not told. */
final class FakeLinks implements Links {

    final Map<OrganisationId, List<Workflow>> workflows = new ConcurrentHashMap<>();

    final Map<TraceId, WorkflowId> traces = new ConcurrentHashMap<>();

    @Override
    public List<Workflow> workflows(OrganisationId organisation) {
        List<Workflow> known = workflows.get(organisation);
        if (known == null) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "inner words about http://trace.internal");
        }
        return known;
    }

    @Override
    public LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit) {
        throw new AssertionError("not asked for by the HTTP surface");
    }

    @Override
    public Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace) {
        return Optional.ofNullable(traces.get(trace)).map(workflow -> new TraceLinks(workflow, List.of()));
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        throw new AssertionError("not asked for by the HTTP surface");
    }
}
