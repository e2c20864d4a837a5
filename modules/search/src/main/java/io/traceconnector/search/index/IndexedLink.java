package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A link as the index holds it.
 *
 * @param sequence see {@link FieldNames#SEQUENCE}
 * @param places the organisations that may see it, each with where its feed delivered it
 * @param link the link without feed and cursor, opened or plain
 */
public record IndexedLink(long sequence, Map<String, Place> places, Segment link) {

    private static final OrganisationId NOBODY = new OrganisationId("-");

    public IndexedLink {
        places = Collections.unmodifiableMap(new TreeMap<>(places));
        link = without(link);
    }

    public Json data() {
        return switch (link.payload()) {
            case Payload.Opened opened -> opened.data();
            case Payload.Plain plain -> plain.data();
            default -> throw new IllegalStateException("a link that stayed closed was indexed");
        };
    }

    static boolean readable(Segment link) {
        return link.payload() instanceof Payload.Opened || link.payload() instanceof Payload.Plain;
    }

    String key() {
        return key(link);
    }

    static String key(Segment link) {
        return link.feed().workflow() + "\n" + link.hash();
    }

    static String place(String organisation, String workflow, String cursor) {
        return organisation.length() + ":" + organisation + "\n" + workflow.length() + ":" + workflow + "\n" + cursor;
    }

    Optional<Place> at(OrganisationId organisation) {
        return Optional.ofNullable(places.get(organisation.value()));
    }

    boolean seenBy(OrganisationId organisation) {
        return places.containsKey(organisation.value());
    }

    IndexedLink without(OrganisationId organisation) {
        Map<String, Place> others = new TreeMap<>(places);
        others.remove(organisation.value());
        return new IndexedLink(sequence, others, link);
    }

    /** The two are the same but for where they were read. */
    static Segment without(Segment link) {
        return new Segment(
                new Feed(NOBODY, link.feed().workflow()),
                Optional.empty(),
                link.hash(),
                link.trace(),
                link.parent(),
                link.priority(),
                link.action(),
                link.state(),
                link.tags(),
                link.references(),
                link.metadata(),
                link.payload(),
                link.verification());
    }
}
