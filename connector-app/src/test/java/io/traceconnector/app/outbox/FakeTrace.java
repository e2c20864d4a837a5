package io.traceconnector.app.outbox;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.journal.FakeKill;
import io.traceconnector.app.seal.Parent;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.LinkSending;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.Sending;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.app.trace.Workflow;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Trace in memory that takes one link for each parent, and treats each sending as a script says; after its end all land. */
final class FakeTrace implements Links, LinkSending {

    /** What becomes of a sending. */
    enum Fate {
        LANDS,
        /** Never arrives, and nobody knows. */
        LOST,
        LANDS_AND_ANSWER_LOST,
        /** Arrives after the trace was read twice more, and nobody knows. */
        LANDS_LATE,
        /** Trace is away, and no byte was sent. */
        NOT_SENT,
        /** Somebody else's link lands first. */
        OVERTAKEN,
        CONFIG_DEPRECATED,
        REFUSED
    }

    private final Map<TraceId, List<byte[]>> traces = new LinkedHashMap<>();
    private final Deque<Fate> script = new ArrayDeque<>();
    private final List<Late> late = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private FakeKill kill = FakeKill.never();
    private boolean away;
    private int others;
    private int reads;

    void killedBy(FakeKill next) {
        kill = next;
    }

    synchronized void script(List<Fate> fates) {
        script.addAll(fates);
    }

    synchronized void away(boolean now) {
        away = now;
    }

    synchronized int reads() {
        return reads;
    }

    /** Bytes of every sending that left. */
    synchronized List<byte[]> sent() {
        return List.copyOf(sent);
    }

    /** The data of the links of a trace, in order. */
    synchronized List<String> data(TraceId trace) {
        return traces.getOrDefault(trace, List.of()).stream()
                .map(raw -> LinkJson.read(raw).data().utf8())
                .toList();
    }

    synchronized void otherLink(TraceId trace, WorkflowId workflow) {
        land(FakeSealing.raw(workflow.value(), trace.value(), head(trace), "\"another\"", "other " + ++others));
    }

    @Override
    public Sending send(OrganisationId organisation, byte[] link, Optional<byte[]> form, Duration deadline) {
        kill.moment();
        Sending outcome = sendOnce(link);
        kill.moment();
        return outcome;
    }

    private synchronized Sending sendOnce(byte[] link) {
        Fate fate = away ? Fate.NOT_SENT : script.isEmpty() ? Fate.LANDS : script.poll();
        if (fate == Fate.NOT_SENT) {
            return new Sending.NotSent("away");
        }
        sent.add(link);
        return switch (fate) {
            case LOST -> new Sending.Unknown("lost");
            case LANDS_AND_ANSWER_LOST -> {
                land(link);
                yield new Sending.Unknown("the answer was lost");
            }
            case LANDS_LATE -> {
                late.add(new Late(link, reads + 2));
                yield new Sending.Unknown("late");
            }
            case OVERTAKEN -> {
                Link read = LinkJson.read(link);
                if (!read.meta().prevLinkHash().isEmpty()) {
                    otherLink(
                            new TraceId(read.meta().mapId()),
                            new WorkflowId(read.meta().process().name()));
                }
                yield land(link) ? new Sending.Accepted() : new Sending.HeadMoved("the head is another one");
            }
            case CONFIG_DEPRECATED -> new Sending.ConfigDeprecated("link config deprecated");
            case REFUSED -> new Sending.Refused(400, "no");
            default -> land(link) ? new Sending.Accepted() : new Sending.HeadMoved("the head is another one");
        };
    }

    private boolean land(byte[] raw) {
        Link link = LinkJson.read(raw);
        List<byte[]> trace = traces.computeIfAbsent(new TraceId(link.meta().mapId()), _ -> new ArrayList<>());
        String head = trace.isEmpty() ? "" : FakeSealing.hash(trace.getLast()).hex();
        return link.meta().prevLinkHash().hex().equals(head) && trace.add(raw);
    }

    private Optional<Parent> head(TraceId trace) {
        List<byte[]> links = traces.getOrDefault(trace, List.of());
        return links.isEmpty()
                ? Optional.empty()
                : Optional.of(new Parent(FakeSealing.hash(links.getLast()), LinkJson.read(links.getLast())));
    }

    @Override
    public synchronized Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace) {
        kill.moment();
        if (away) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "away");
        }
        reads++;
        List<byte[]> links = List.copyOf(traces.getOrDefault(trace, List.of()));
        late.stream().filter(each -> each.read() <= reads).forEach(each -> land(each.link()));
        late.removeIf(each -> each.read() <= reads);
        if (links.isEmpty()) {
            return Optional.empty();
        }
        WorkflowId workflow =
                new WorkflowId(LinkJson.read(links.getFirst()).meta().process().name());
        return Optional.of(new TraceLinks(
                workflow,
                links.stream()
                        .map(raw -> new ReceivedLink(Optional.empty(), hash(raw), raw, Optional.empty()))
                        .toList()));
    }

    private static LinkHash hash(byte[] raw) {
        return FakeSealing.hash(raw);
    }

    @Override
    public List<Workflow> workflows(OrganisationId organisation) {
        return List.of();
    }

    @Override
    public LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit) {
        throw new UnsupportedOperationException("nobody reads pages here");
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        return List.of();
    }

    /** @param read after which it lands */
    private record Late(byte[] link, int read) {}
}
