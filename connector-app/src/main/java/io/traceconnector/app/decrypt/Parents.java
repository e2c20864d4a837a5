package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.app.decrypt.Examination.Read;
import java.util.Optional;

/** Whether links' parents are there, among links that went by with the hash that is theirs. Safe for many threads. */
final class Parents {

    private final Cache<Seen, Boolean> seen;
    private final Parent otherwise;

    private Parents(int bound, Parent otherwise) {
        this.seen = Caffeine.newBuilder().maximumSize(bound).build();
        this.otherwise = otherwise;
    }

    /** For all links of a trace: a parent that is not among them is absent. */
    static Parents ofTrace(int links) {
        return new Parents(links, Parent.ABSENT);
    }

    /**
     * For the pages of feeds: of a parent that is not among the last links nothing is known.
     *
     * @param bound links that are remembered, about 300 bytes each; the least used is forgotten
     */
    static Parents ofFeed(int bound) {
        return new Parents(bound, Parent.UNCHECKED);
    }

    void add(Feed feed, Read link, LinkHash stated) {
        if (link.hashMatches()) {
            seen.put(new Seen(feed, link.facts().trace(), stated), Boolean.TRUE);
        }
    }

    Parent of(Feed feed, Read link) {
        if (link.facts().root()) {
            return Parent.ROOT;
        }
        Optional<LinkHash> parent = link.heading().parent();
        return parent.filter(
                        hash -> seen.getIfPresent(new Seen(feed, link.facts().trace(), hash)) != null)
                .map(hash -> Parent.PRESENT)
                .orElse(otherwise);
    }

    private record Seen(Feed feed, String trace, LinkHash link) {}
}
