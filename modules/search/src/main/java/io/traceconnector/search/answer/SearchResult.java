package io.traceconnector.search.answer;

import io.traceconnector.search.index.IndexedLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A page of hits.
 *
 * @param total of all pages, exact
 * @param next cursor of the following page; empty on the last
 */
public record SearchResult(long total, List<Hit> hits, Optional<String> next, Map<String, Facet> facets) {

    /**
     * @param organisations those of the caller's that may see it
     * @param score empty when the search does not weigh
     * @param matches where traces are searched, the matching links of this one
     */
    public record Hit(
            IndexedLink link,
            Set<String> organisations,
            Optional<Float> score,
            Optional<Matches> matches,
            Map<String, List<String>> highlights,
            Optional<JsonNode> explanation) {}

    /** @param best the hash of the link that matches best */
    public record Matches(int count, String best) {}

    /** @param other values counted that are not listed, where the listed ones are the most frequent */
    public record Facet(List<Bucket> buckets, long other) {}

    public record Bucket(String value, long count) {}
}
