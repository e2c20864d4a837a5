package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchResult.Hit;
import io.traceconnector.search.answer.SearchResult.Matches;
import io.traceconnector.search.index.IndexedLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.ScoreDoc;

/** Makes the hits of a page. */
final class Hits {

    private final SearchRequest request;
    private final ShownLinks links;
    private final Visibility visibility;
    private final Optional<Highlights> highlights;
    private final Explanations explanations;
    private final SortPlan plan;

    Hits(
            SearchRequest request,
            ShownLinks links,
            Visibility visibility,
            Optional<Highlights> highlights,
            Explanations explanations,
            SortPlan plan) {
        this.request = request;
        this.links = links;
        this.visibility = visibility;
        this.highlights = highlights;
        this.explanations = explanations;
        this.plan = plan;
    }

    /** @param looked how many documents the hits were made of; one of which none was made is among them */
    record Page(List<Hit> hits, int looked) {}

    /** @param mostBytes of links' data; a page ends early before it would hold more, unless with its first link */
    Page of(ScoreDoc[] documents, Optional<TraceHeads> traces, long mostBytes) throws IOException {
        List<Hit> hits = new ArrayList<>();
        long bytes = 0;
        int looked = 0;
        while (looked < Math.min(request.limit(), documents.length)) {
            Optional<Hit> hit = hit((FieldDoc) documents[looked], traces);
            bytes += hit.map(made -> made.link().data().utf8().length).orElse(0);
            if (bytes > mostBytes && !hits.isEmpty()) {
                break;
            }
            hit.ifPresent(hits::add);
            looked++;
        }
        return new Page(hits, looked);
    }

    private Optional<Hit> hit(FieldDoc document, Optional<TraceHeads> traces) throws IOException {
        int best = traces.isPresent() ? traces.get().best(document.doc) : document.doc;
        Optional<IndexedLink> link = links.read(document.doc);
        Optional<IndexedLink> shown = best == document.doc ? link : links.read(best);
        if (link.isEmpty() || shown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Hit(
                link.get(),
                visibility.seenBy(link.get().places()),
                plan.score(document),
                traces.isPresent()
                        ? Optional.of(new Matches(
                                traces.get().matches(document.doc),
                                shown.get().link().hash().hex()))
                        : Optional.empty(),
                highlights.map(marked -> marked.of(shown.get())).orElse(Map.of()),
                request.explain() ? Optional.of(explanations.of(request.query(), best)) : Optional.empty()));
    }
}
