package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Trace in memory, with a fault to be put before its answers. */
final class FakeLinks implements Links {

    /** Makes the answer to a request, from the right one or from another place. */
    interface Fault {
        LinksPage answer(Request request);
    }

    /** A request for a page, and the right answers to it and to others. */
    record Request(FakeLinks trace, WorkflowId workflow, Optional<Cursor> after, int limit) {

        int from() {
            return after.map(cursor -> (int) CursorNumber.of(cursor).orElseThrow())
                    .orElse(0);
        }

        LinksPage right() {
            return trace.slice(workflow, from(), limit);
        }

        LinksPage from(int number) {
            return trace.slice(workflow, Math.max(0, number), limit);
        }
    }

    private final Map<WorkflowId, List<FakeLink>> workflows = new ConcurrentSkipListMap<>();
    private final Map<OrganisationId, RuntimeException> down = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Request::right;

    FakeLinks add(WorkflowId workflow, int links, String key) {
        List<FakeLink> all = workflows.computeIfAbsent(workflow, unknown -> new CopyOnWriteArrayList<>());
        for (int i = 0; i < links; i++) {
            all.add(FakeLink.of(all.size() + 1, key));
        }
        return this;
    }

    void addToOneTrace(WorkflowId workflow, int links, String key) {
        List<FakeLink> all = new ArrayList<>();
        for (int number = 1; number <= links; number++) {
            all.add(new FakeLink(number, "trace-0", "content-" + number, key, "known"));
        }
        workflows.put(workflow, all);
    }

    void forget(WorkflowId workflow) {
        workflows.remove(workflow);
    }

    void fault(Fault next) {
        fault = next;
    }

    void down(OrganisationId organisation, RuntimeException failure) {
        down.put(organisation, failure);
    }

    void up(OrganisationId organisation) {
        down.remove(organisation);
    }

    List<FakeLink> links(WorkflowId workflow) {
        return List.copyOf(workflows.getOrDefault(workflow, List.of()));
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public List<Workflow> workflows(OrganisationId organisation) {
        check(organisation);
        return workflows.keySet().stream()
                .map(id -> new Workflow(id, "workflow " + id))
                .toList();
    }

    @Override
    public LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit) {
        check(organisation);
        Request request = new Request(this, workflow, after, limit);
        requests.add(request);
        return fault.answer(request);
    }

    @Override
    public Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace) {
        check(organisation);
        for (Map.Entry<WorkflowId, List<FakeLink>> entry : workflows.entrySet()) {
            List<ReceivedLink> found = entry.getValue().stream()
                    .filter(link -> link.trace().equals(trace.value()))
                    .map(link -> new ReceivedLink(Optional.empty(), link.hash(), link.raw(), Optional.empty()))
                    .toList();
            if (!found.isEmpty()) {
                return Optional.of(new TraceLinks(entry.getKey(), found));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        return List.of();
    }

    private LinksPage slice(WorkflowId workflow, int from, int limit) {
        List<FakeLink> all = links(workflow);
        List<ReceivedLink> page = new ArrayList<>();
        for (int i = from; i < Math.min(from + limit, all.size()); i++) {
            page.add(all.get(i).received());
        }
        Optional<Cursor> end =
                page.isEmpty() ? Optional.empty() : page.getLast().cursor();
        return new LinksPage(page, from + limit < all.size(), end, all.size());
    }

    private void check(OrganisationId organisation) {
        RuntimeException failure = down.get(organisation);
        if (failure != null) {
            throw failure;
        }
    }
}
