package io.traceconnector.search.index;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;

/**
 * The effect of batches between two commits. The rules:
 *
 * <ul>
 *   <li>A link has one document, which all organisations share that read the same in it. Where they read different things (a sender may
 *       give each recipient another key), each reads its own.
 *   <li>Only what could be read is stored. What could not be read takes nothing away that was stored before under its hash.
 *   <li>At a cursor where the feed delivered another link before, the new one takes its place, unless the old one was verified and the new
 *       one is not; what could not be read takes a place only if it is verified and the old one is not.
 * </ul>
 *
 * <p>Used by one thread, thrown away after the commit.
 */
final class Delivery {

    private final IndexWriter writer;
    private final LinkDocuments documents;
    private final LinkLookup stored;
    private final Map<String, List<IndexedLink>> written = new HashMap<>();
    private final Map<String, String> keysByPlace = new HashMap<>();
    private long nextSequence;

    Delivery(IndexWriter writer, LinkDocuments documents, IndexReader reader, long nextSequence) throws IOException {
        this.writer = writer;
        this.documents = documents;
        this.stored = new LinkLookup(reader);
        this.nextSequence = nextSequence;
    }

    long nextSequence() {
        return nextSequence;
    }

    /** @param tenant of the feed's organisation */
    void deliver(Segment link, TenantId tenant) throws IOException {
        OrganisationId organisation = link.feed().organisation();
        String key = IndexedLink.key(link);
        String cursor = link.cursor().map(Cursor::value).orElse("");
        if (!IndexedLink.readable(link)) {
            if (link.verification().verified()) {
                displace(organisation, occupant(link, key, cursor), link);
            }
            return;
        }
        List<IndexedLink> versions = find(key);
        boolean known = versions.stream().anyMatch(version -> version.seenBy(organisation));
        if (!displace(organisation, occupant(link, key, cursor), link) && !known) {
            return;
        }
        List<IndexedLink> next = merge(versions, link, organisation, new Place(tenant, cursor));
        if (!next.equals(versions)) {
            write(key, next, versions.isEmpty());
        }
    }

    /** The other link that the feed delivered at the same cursor. */
    private Optional<IndexedLink> occupant(Segment link, String key, String cursor) throws IOException {
        if (cursor.isEmpty()) {
            return Optional.empty();
        }
        OrganisationId organisation = link.feed().organisation();
        String place =
                IndexedLink.place(organisation.value(), link.feed().workflow().value(), cursor);
        String otherKey = keysByPlace.get(place);
        if (otherKey == null) {
            List<IndexedLink> found = stored.byPlace(place);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            otherKey = found.getFirst().key();
        }
        if (otherKey.equals(key)) {
            return Optional.empty();
        }
        return find(otherKey).stream()
                .filter(version -> version.at(organisation)
                        .filter(held -> held.cursor().equals(cursor))
                        .isPresent())
                .findFirst();
    }

    /** Takes the organisation from the occupant, unless that is the better one; whether the place is free now. */
    private boolean displace(OrganisationId organisation, Optional<IndexedLink> occupant, Segment link)
            throws IOException {
        if (occupant.isEmpty()) {
            return true;
        }
        IndexedLink old = occupant.get();
        boolean oldVerified = old.link().verification().verified();
        boolean stays =
                IndexedLink.readable(link) ? oldVerified && !link.verification().verified() : oldVerified;
        if (stays) {
            return false;
        }
        List<IndexedLink> others = new ArrayList<>(find(old.key()));
        others.remove(old);
        add(others, old.without(organisation));
        write(old.key(), others, false);
        return true;
    }

    private List<IndexedLink> merge(
            List<IndexedLink> versions, Segment link, OrganisationId organisation, Place place) {
        List<IndexedLink> next = new ArrayList<>();
        Map<String, Place> places = new TreeMap<>(Map.of(organisation.value(), place));
        long sequence = -1;
        for (IndexedLink version : versions) {
            if (version.link().payload().equals(link.payload())) {
                places.putAll(version.without(organisation).places());
                sequence = version.sequence();
            } else if (version.seenBy(organisation) && version.places().size() == 1) {
                sequence = sequence < 0 ? version.sequence() : sequence;
            } else {
                add(next, version.without(organisation));
            }
        }
        next.add(new IndexedLink(sequence < 0 ? nextSequence++ : sequence, places, link));
        return next;
    }

    private static void add(List<IndexedLink> versions, IndexedLink version) {
        if (!version.places().isEmpty()) {
            versions.add(version);
        }
    }

    private List<IndexedLink> find(String key) throws IOException {
        List<IndexedLink> pending = written.get(key);
        return pending != null ? pending : stored.byKey(key);
    }

    private void write(String key, List<IndexedLink> versions, boolean fresh) throws IOException {
        List<Document> made = new ArrayList<>(versions.size());
        for (IndexedLink version : versions) {
            made.add(documents.document(version));
            String workflow = version.link().feed().workflow().value();
            version.places()
                    .forEach((organisation, place) ->
                            keysByPlace.put(IndexedLink.place(organisation, workflow, place.cursor()), key));
        }
        if (fresh && !written.containsKey(key)) {
            writer.addDocuments(made);
        } else if (made.isEmpty()) {
            writer.deleteDocuments(new Term(FieldNames.KEY, key));
        } else {
            writer.updateDocuments(new Term(FieldNames.KEY, key), made);
        }
        written.put(key, versions);
    }
}
