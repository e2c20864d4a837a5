package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.seal.Parent;
import io.traceconnector.app.trace.Links.TraceLinks;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The links of a trace, each with the hash that was computed from it. */
final class TraceView {

    private final List<Parent> links;
    private final Set<LinkHash> hashes = new HashSet<>();
    private final Set<LinkHash> followed = new HashSet<>();

    private TraceView(List<Parent> links) {
        this.links = links;
        for (Parent link : links) {
            hashes.add(link.hash());
            previous(link.link()).ifPresent(followed::add);
        }
    }

    /**
     * Concludes nothing from any link where one is not what Trace says it is.
     *
     * @throws TraceException where a link is of another trace
     * @throws ProblemException where a link does not have its hash
     */
    static TraceView of(TraceId trace, TraceLinks received) {
        List<Parent> links = new ArrayList<>();
        for (ReceivedLink each : received.links()) {
            links.add(checked(trace, each));
        }
        return new TraceView(links);
    }

    boolean has(LinkHash hash) {
        return hashes.contains(hash);
    }

    /** Whether a link with this parent cannot become a part of the trace any more: there is another one. */
    boolean isTaken(Optional<LinkHash> parent) {
        return parent.map(followed::contains).orElse(!links.isEmpty());
    }

    /** The link that none follows; empty where there is no link, or not one such. */
    Optional<Parent> head() {
        List<Parent> heads =
                links.stream().filter(link -> !followed.contains(link.hash())).toList();
        return heads.size() == 1 ? Optional.of(heads.getFirst()) : Optional.empty();
    }

    private static Parent checked(TraceId trace, ReceivedLink received) {
        Parent link = Parent.of(received);
        if (!link.link().meta().mapId().equals(trace.value())) {
            throw new TraceException(
                    TraceException.Kind.MALFORMED, "link " + link.hash() + " is not of trace " + trace);
        }
        return link;
    }

    private static Optional<LinkHash> previous(Link link) {
        Bytes hash = link.meta().prevLinkHash();
        return hash.size() == Digest.SIZE ? Optional.of(new LinkHash(hash.hex())) : Optional.empty();
    }
}
