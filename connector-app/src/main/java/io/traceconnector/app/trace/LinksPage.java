package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import java.util.List;
import java.util.Optional;

/**
 * A page of a workflow's links.
 *
 * @param end the cursor after the page; empty where Trace gave none (then the old one stays)
 * @param total how many links Trace says the workflow has
 */
public record LinksPage(List<ReceivedLink> links, boolean hasNext, Optional<Cursor> end, long total) {

    public LinksPage {
        links = List.copyOf(links);
    }
}
