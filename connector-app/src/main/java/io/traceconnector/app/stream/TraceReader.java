package io.traceconnector.app.stream;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkReader;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.decrypt.TraceOpener;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.TraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a trace as each of the caller's organisations sees it, with that organisation's session and keys. A link that one of them opens is
 * given as that one sees it, and as the caller's sight shows it; a trace of which nothing is seen is as one that does not exist. May throw
 * {@link TraceException} and {@link io.traceconnector.app.keys.KeyUnavailableException}.
 */
public final class TraceReader implements LinkReader {

    /** A longer trace is refused with {@code trace_too_long}. */
    static final int MOST_LINKS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(TraceReader.class);

    private final Links links;
    private final TraceOpener opener;
    private final KeyRing keys;

    public TraceReader(Links links, TraceOpener opener, KeyRing keys) {
        this.links = links;
        this.opener = opener;
        this.keys = keys;
    }

    @Override
    public List<Segment> trace(Caller caller, TraceId trace) {
        Map<LinkHash, Segment> merged = new LinkedHashMap<>();
        for (OrganisationId organisation :
                keys.organisations().stream().sorted().toList()) {
            if (caller.organisations().contains(organisation)) {
                for (Segment segment : read(organisation, trace)) {
                    merged.merge(segment.hash(), segment, TraceReader::better);
                }
            }
        }
        // After merging: what one organisation opens must not show through another one's unopened copy.
        return merged.values().stream()
                .flatMap(segment -> caller.sight().of(segment).stream())
                .toList();
    }

    private List<Segment> read(OrganisationId organisation, TraceId trace) {
        Optional<Links.TraceLinks> received = ask(organisation, trace);
        if (received.isEmpty()) {
            return List.of();
        }
        if (received.get().links().size() > MOST_LINKS) {
            throw new ProblemException(
                    422, "trace_too_long", "the trace has more than " + MOST_LINKS + " links; search for them instead");
        }
        Feed feed = new Feed(organisation, received.get().workflow());
        return opener.openTrace(feed, received.get().links()).stream()
                .filter(segment -> belongs(segment, trace))
                .toList();
    }

    /** What Trace refuses to one organisation may still be another's to see. */
    private Optional<Links.TraceLinks> ask(OrganisationId organisation, TraceId trace) {
        try {
            return links.trace(organisation, trace);
        } catch (TraceException e) {
            if (e.kind() != TraceException.Kind.REFUSED) {
                throw e;
            }
            LOG.atDebug()
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("cause", e)
                    .log("Trace refuses a trace");
            return Optional.empty();
        }
    }

    /** A link that is signed for another trace is not passed off as one of this. */
    private static boolean belongs(Segment segment, TraceId trace) {
        boolean ours = segment.trace().equals(trace) || segment.payload() instanceof Payload.Closed;
        if (!ours) {
            LOG.atWarn().addKeyValue("linkHash", segment.hash()).log("a link of another trace is left out");
        }
        return ours;
    }

    private static Segment better(Segment one, Segment other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(Segment segment) {
        return switch (segment.payload()) {
            case Payload.Opened _, Payload.Plain _ -> 2;
            case Payload.Closed _ -> 1;
            case Payload.NotForUs _ -> 0;
        };
    }
}
