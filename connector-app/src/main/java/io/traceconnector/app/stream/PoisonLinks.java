package io.traceconnector.app.stream;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The links of a feed that stay closed: the newest 1,000. One that opens later, or gives way to another at its cursor, leaves. */
final class PoisonLinks {

    private static final int BOUND = 1000;

    private final Clock clock;
    private final Map<String, PoisonLink> byPlace = new LinkedHashMap<>();

    PoisonLinks(Clock clock) {
        this.clock = clock;
    }

    /** Gives those that were not known. */
    synchronized List<PoisonLink> note(List<Segment> segments) {
        List<PoisonLink> unknown = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.payload() instanceof Payload.Closed(Payload.Reason reason)) {
                PoisonLink link =
                        new PoisonLink(segment.feed(), segment.cursor(), segment.hash(), reason, clock.instant());
                if (put(place(segment), link)) {
                    unknown.add(link);
                }
            } else {
                byPlace.remove(place(segment));
            }
        }
        return unknown;
    }

    synchronized List<PoisonLink> all() {
        return List.copyOf(byPlace.values());
    }

    synchronized Map<Payload.Reason, Long> counts() {
        return byPlace.values().stream().collect(Collectors.groupingBy(PoisonLink::reason, Collectors.counting()));
    }

    private boolean put(String place, PoisonLink link) {
        PoisonLink known = byPlace.put(place, link);
        if (byPlace.size() > BOUND) {
            byPlace.remove(byPlace.keySet().iterator().next());
        }
        return known == null || known.reason() != link.reason() || !known.hash().equals(link.hash());
    }

    private static String place(Segment segment) {
        return segment.cursor()
                .map(cursor -> "at " + cursor)
                .orElseGet(() -> segment.hash().hex());
    }
}
