package io.traceconnector.search.answer;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.search.index.IndexedLink;
import io.traceconnector.search.index.StoredLinks;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.StoredFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links as the caller is shown them. What was found is looked at once more by the caller's sight, which has the last word. */
final class ShownLinks {

    private static final Logger LOG = LoggerFactory.getLogger(ShownLinks.class);

    private final StoredFields stored;
    private final Caller caller;
    private final Visibility visibility;

    ShownLinks(StoredFields stored, Caller caller, Visibility visibility) {
        this.stored = stored;
        this.caller = caller;
        this.visibility = visibility;
    }

    /** Empty where the caller turns out not to see it, which is an error of ours. */
    Optional<IndexedLink> read(int document) throws IOException {
        IndexedLink found = StoredLinks.read(stored, document);
        Optional<Segment> seen = visibility.seenBy(found.places()).stream()
                .findFirst()
                .flatMap(organisation -> caller.sight().of(as(organisation, found.link())))
                .filter(link -> link.payload() instanceof Payload.Opened || link.payload() instanceof Payload.Plain);
        if (seen.isEmpty()) {
            LOG.atError()
                    .addKeyValue("module", "search")
                    .addKeyValue("linkHash", found.link().hash())
                    .log("a found link is not the caller's to see and is left out");
        }
        return seen.map(link -> new IndexedLink(found.sequence(), found.places(), link));
    }

    private static Segment as(String organisation, Segment link) {
        return new Segment(
                new Feed(new OrganisationId(organisation), link.feed().workflow()),
                link.cursor(),
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
