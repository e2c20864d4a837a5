package io.traceconnector.app;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.Workflow;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Reads the links of workflows from Trace once, from the first to the last, without opening them. */
final class LinkScan {

    private static final int PAGE = 500;

    private final Links links;

    LinkScan(Links links) {
        this.links = links;
    }

    /** How much of a workflow was read; less than the total where reading was ended, or Trace gave less than it said. */
    record Read(Workflow workflow, long links, long total) {
        boolean complete() {
            return links >= total;
        }
    }

    /**
     * Reads one workflow.
     *
     * @param each given every link; false ends the reading
     * @throws io.traceconnector.app.trace.TraceException where Trace does not give the links
     */
    Read read(OrganisationId organisation, Workflow workflow, BiPredicate<WorkflowId, ReceivedLink> each) {
        Optional<Cursor> after = Optional.empty();
        long read = 0;
        while (true) {
            LinksPage page = links.page(organisation, workflow.id(), after, PAGE);
            for (ReceivedLink link : page.links()) {
                read++;
                if (!each.test(workflow.id(), link)) {
                    return new Read(workflow, read, page.total());
                }
            }
            if (!page.hasNext() || page.end().isEmpty() || page.end().equals(after)) {
                return new Read(workflow, read, page.total());
            }
            after = page.end();
        }
    }
}
