package io.traceconnector.app.stream;

import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;

/**
 * What a write answers with, and what a later read can wait for: a link that was sent, in the feed that will bring it. As text
 * {@code <organisation>:<workflow>:<link hash>}.
 */
public record WritePosition(Feed feed, LinkHash hash) {

    /** @throws IllegalArgumentException where it is not of that form; the message may be shown to callers */
    public static WritePosition parse(String text) {
        // An organisation's name may hold colons, the other two never do.
        int hash = text.lastIndexOf(':');
        int workflow = text.lastIndexOf(':', hash - 1);
        if (hash < 0 || workflow < 0) {
            throw new IllegalArgumentException("a position has the form <organisation>:<workflow>:<link hash>");
        }
        return new WritePosition(
                new Feed(
                        new OrganisationId(text.substring(0, workflow)),
                        new WorkflowId(text.substring(workflow + 1, hash))),
                new LinkHash(text.substring(hash + 1)));
    }

    @Override
    public String toString() {
        return feed.organisation() + ":" + feed.workflow() + ":" + hash;
    }
}
